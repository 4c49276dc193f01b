package ai.relayme.policybot.http;

import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns what the server refuses before any route sees it, such as a malformed address, into a problem document. */
final class EarlyProblems implements Request.Handler {
    private final Problems problems;
    private final UlidFactory ids;

    EarlyProblems(Problems problems, UlidFactory ids) {
        this.problems = problems;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemType type = ProblemType.ofStatus(response.getStatus());
        write(response, callback, Problem.of(type, type.remedy()));
        return true;
    }

    /**
     * Refuses a request while there are too many others, for whoever asks; waits for nothing.
     *
     * @param problem what is told, which must be of nobody in particular
     */
    void refuse(Request request, Response response, Callback callback, Problem problem) {
        // pages of any origin may read it: whether this one is allowed, the database would have to tell
        response.getHeaders().put("Access-Control-Allow-Origin", "*");
        response.getHeaders().put("Access-Control-Expose-Headers", "Request-Id, Retry-After");
        // what has come of the body goes with it, so that the connection serves on
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            chunk.release();
            if (chunk.isLast()) {
                break;
            }
        }
        write(response, callback, problem);
    }

    private void write(Response response, Callback callback, Problem problem) {
        String requestId = RequestIds.fresh(ids);
        response.setStatus(problem.type().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(RequestIds.HEADER, requestId);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (problem.retryAfterSeconds() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds());
        }
        byte[] body = problems.document(problem, requestId).toString().getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
