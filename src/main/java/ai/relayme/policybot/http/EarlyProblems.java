package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RequestIds;
import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Turns what the server refuses before any route sees it, such as a malformed address, into a problem document. */
final class EarlyProblems implements Request.Handler {
    private static final HttpField TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/problem+json");
    /** Pages of any origin may read it: whether one is allowed, the database would have to tell. */
    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField("Access-Control-Allow-Origin", "*");
    private static final HttpField EXPOSED = new PreEncodedHttpField("Access-Control-Expose-Headers",
            "Request-Id, Retry-After");

    /** Whoever is refused may come again after this. */
    private static final long RETRY_SECONDS = 1;

    /** No field of a body is at fault that could be pointed to. */
    private static final String NO_HTTP = "This is not a valid HTTP/1.1 request: correct its first line or its header fields.";

    private final Problems problems;
    private final SecurityHeaders headers;
    private final UlidFactory ids;
    private volatile @Nullable Refusal refusal;

    EarlyProblems(Problems problems, SecurityHeaders headers, UlidFactory ids) {
        this.problems = problems;
        this.headers = headers;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemType type = response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                ? ProblemType.INVALID_REQUEST
                : ProblemType.ofStatus(response.getStatus());
        write(response, callback, Problem.of(type, type == ProblemType.INVALID_REQUEST ? NO_HTTP : type.remedy()));
        return true;
    }

    /**
     * Refuses a request while there are too many others, for whoever asks; no thread waits meanwhile. A server that gets five
     * times what it can answer refuses four for every answer, so what it says is made ready once.
     */
    void refuse(Request request, Response response, Callback callback) {
        Refusal ready = refusal;
        if (ready == null) {
            ready = new Refusal(problems, headers, ids);
            refusal = ready;
        }
        Refusal refusing = ready;
        discard(request, HttpServer.LARGEST_BODY, () -> refuse(refusing, response, callback));
    }

    /**
     * Lets the body go, when it has come or so much of it: a connection that is closed over one that is yet to come is reset, and the reply on it
     * lost.
     */
    private static void discard(Request request, long most, Runnable then) {
        long left = most;
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            left -= chunk.remaining();
            chunk.release();
            if (chunk.isLast() || left < 0) {
                then.run();
                return;
            }
        }
        long rest = left;
        request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, () -> discard(request, rest, then)));
    }

    private void refuse(Refusal ready, Response response, Callback callback) {
        String requestId = RequestIds.fresh(ids);
        response.setStatus(ready.status);
        response.getHeaders().add(ready.headers).add(RequestIds.HEADER, requestId);
        response.write(true, ByteBuffer.wrap(ready.of(requestId)), callback);
    }

    /** A reply that lacks nothing but a request's id, all of which are of one length. */
    private static final class Refusal {
        private final int status;
        private final HttpFields headers;
        private final byte[] document;
        private final int idAt;

        Refusal(Problems problems, SecurityHeaders usual, UlidFactory ids) {
            Problem busy = Problem.retry(ProblemType.UNAVAILABLE,
                    "Too many questions are being answered at this moment.", RETRY_SECONDS);
            String sample = RequestIds.fresh(ids);
            String text = problems.document(busy, sample).toString();
            HttpFields.Mutable fields = HttpFields.build().add(TYPE).add(ANY_ORIGIN).add(EXPOSED)
                    .add(new PreEncodedHttpField(HttpHeader.RETRY_AFTER, Long.toString(busy.retryAfterSeconds())));
            usual.always((name, value) -> fields.add(new PreEncodedHttpField(name, value)));
            this.status = busy.type().status();
            this.headers = fields.asImmutable();
            this.document = text.getBytes(StandardCharsets.UTF_8);
            this.idAt = text.substring(0, text.indexOf(sample)).getBytes(StandardCharsets.UTF_8).length;
        }

        byte[] of(String requestId) {
            byte[] bytes = document.clone();
            byte[] id = requestId.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(id, 0, bytes, idAt, id.length);
            return bytes;
        }
    }

    private void write(Response response, Callback callback, Problem problem) {
        String requestId = RequestIds.fresh(ids);
        response.setStatus(problem.type().status());
        headers.always(response.getHeaders()::put);
        response.getHeaders().put(TYPE).put(RequestIds.HEADER, requestId);
        if (problem.retryAfterSeconds() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds());
        }
        byte[] body = JsonReply.bytes(problems.document(problem, requestId));
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
