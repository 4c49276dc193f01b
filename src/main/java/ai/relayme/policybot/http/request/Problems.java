package ai.relayme.policybot.http.request;

import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into a problem document (RFC 9457). */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** A database that fails is asked again this many seconds later at the earliest. */
    private static final long STORE_RETRY_SECONDS = 5;

    /** Of the body of a request that is refused before it was read, so many bytes are read and thrown away. */
    private static final int MOST_THROWN_AWAY = 4 * 1024 * 1024;

    private final Supplier<URI> publicUrl;

    /** @param publicUrl how visitors reach the bot, known at the latest when the first request comes */
    public Problems(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * Answers whatever a route throws.
     *
     * @param isFile whether there is a file at the request's address, which the library knows of for GET only
     */
    public void register(RoutesConfig routes, Predicate<Context> isFile) {
        // the library has a handler of its own for its exceptions, which only one for the same class replaces
        routes.exception(HttpResponseException.class, (e, ctx) -> {
            if (e.getStatus() == ProblemType.METHOD_NOT_ALLOWED.status()) {
                // the library tells the methods there, under a key that differs by media type, and not that HEAD goes with GET
                ctx.header("Allow", String.join(", ", e.getDetails().values()).replace("GET", "GET, HEAD"));
            } else if (e.getStatus() == ProblemType.NOT_FOUND.status() && isFile.test(ctx)) {
                ctx.header("Allow", "GET, HEAD");
                write(ctx, Problem.of(ProblemType.METHOD_NOT_ALLOWED, ProblemType.METHOD_NOT_ALLOWED.remedy()));
                return;
            }
            write(ctx, problem(e, RequestIds.of(ctx)));
        });
        routes.exception(Exception.class, (e, ctx) -> write(ctx, problem(e, RequestIds.of(ctx))));
    }

    /** What the caller is told of that failure. Failures of ours are logged, with the request's id. */
    public static Problem problem(Exception e, String requestId) {
        return switch (e) {
            case Problem problem -> problem;
            case HttpResponseException http -> Problem.of(ProblemType.ofStatus(http.getStatus()),
                    ProblemType.ofStatus(http.getStatus()).remedy());
            case StoreException store -> {
                LOG.error("request {} refused, the caller is told to try again: {}", requestId, store.getMessage(),
                        store);
                yield Problem.retry(ProblemType.UNAVAILABLE, "The service cannot keep answers at the moment.",
                        STORE_RETRY_SECONDS);
            }
            default -> {
                LOG.error("request {} failed", requestId, e);
                yield Problem.of(ProblemType.INTERNAL, ProblemType.INTERNAL.remedy());
            }
        };
    }

    void write(Context ctx, Problem problem) {
        ctx.status(problem.type().status());
        if (problem.retryAfterSeconds() > 0) {
            ctx.header("Retry-After", Long.toString(problem.retryAfterSeconds()));
        }
        if (problem.type() == ProblemType.UNAUTHORIZED) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        throwBodyAway(ctx);
        ctx.contentType("application/problem+json");
        ctx.result(JsonReply.bytes(document(problem, RequestIds.of(ctx))));
    }

    /** A connection that is closed over a body that is yet to come is reset, and the reply on it lost. */
    private static void throwBodyAway(Context ctx) {
        if (ctx.header("Expect") != null) {
            // its client sends nothing before it is told to
            return;
        }
        try {
            ctx.req().getInputStream().skip(MOST_THROWN_AWAY);
        } catch (IOException e) {
            // the client is gone, or too slow
        }
    }

    /** The problem document. */
    public ObjectNode document(Problem problem, String requestId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", publicUrl.get() + "/problems/" + problem.type().slug());
        json.put("title", problem.type().title());
        json.put("status", problem.type().status());
        json.put("detail", problem.detail());
        json.put("request_id", requestId);
        problem.members().forEach(json::put);
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = json.putArray("errors");
            problem.errors().forEach(
                    error -> errors.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
        }
        return json;
    }
}
