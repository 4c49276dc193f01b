package ai.relayme.policybot.http.request;

import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
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
    private final String supportEmail;

    /**
     * @param publicUrl    how visitors reach the bot, known at the latest when the first request comes
     * @param supportEmail where to write while nothing can be kept
     */
    public Problems(Supplier<URI> publicUrl, String supportEmail) {
        this.publicUrl = publicUrl;
        this.supportEmail = supportEmail;
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
            }
            if (!ctx.res().containsHeader("Allow")) {
                write(ctx, problem(e, RequestIds.of(ctx)));
            } else if (ctx.method().equals(HandlerType.OPTIONS)) {
                ctx.status(HttpStatus.NO_CONTENT);
            } else {
                write(ctx, Problem.of(ProblemType.METHOD_NOT_ALLOWED, ProblemType.METHOD_NOT_ALLOWED.remedy()));
            }
        });
        routes.exception(Exception.class, (e, ctx) -> write(ctx, problem(e, RequestIds.of(ctx))));
    }

    /** What the caller is told of that failure. Failures of ours are logged, with the request's id. */
    public Problem problem(Exception e, String requestId) {
        return switch (e) {
            case Problem problem -> problem;
            case HttpResponseException http -> Problem.of(ProblemType.ofStatus(http.getStatus()),
                    ProblemType.ofStatus(http.getStatus()).remedy());
            case StoreException store -> {
                LOG.error("request {} refused, the caller is told to try again: {}", requestId, store.getMessage(),
                        store);
                yield Problem.retry(ProblemType.UNAVAILABLE,
                        "The service cannot keep answers at the moment. Try again, or write to " + supportEmail + ".",
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
        ctx.header("Cache-Control", "no-store");
        if (problem.retryAfterSeconds() > 0) {
            ctx.header("Retry-After", Long.toString(problem.retryAfterSeconds()));
        }
        if (problem.type() == ProblemType.UNAUTHORIZED) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        ctx.contentType("application/problem+json");
        byte[] document = JsonReply.bytes(document(problem, RequestIds.of(ctx)));
        if (problem.type() == ProblemType.PAYLOAD_TOO_LARGE) {
            replyFirst(ctx, document);
            return;
        }
        throwBodyAway(ctx);
        ctx.result(document);
    }

    /** Whoever has announced gigabytes is told before they have sent them. */
    private static void replyFirst(Context ctx, byte[] document) {
        ctx.header("Connection", "close");
        ctx.res().setContentLength(document.length);
        try {
            ctx.res().getOutputStream().write(document);
            ctx.res().flushBuffer();
        } catch (IOException e) {
            // the client is gone
            return;
        }
        throwBodyAway(ctx);
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
                    error -> errors.addObject().put(error.member(), error.place()).put("detail", error.detail()));
        }
        return json;
    }
}
