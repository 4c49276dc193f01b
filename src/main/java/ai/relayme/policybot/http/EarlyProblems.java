package ai.relayme.policybot.http;

import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
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
        String requestId = RequestIds.fresh(ids);
        response.setStatus(type.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(RequestIds.HEADER, requestId);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        byte[] body = problems.document(Problem.of(type, type.remedy()), requestId).toString()
                .getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
