package ai.relayme.policybot.http;

import ai.relayme.policybot.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.Set;

/** Counts and times every request but those of probes, by the route that served it: what a caller writes becomes no label. */
final class RequestFigures {
    private static final String BEGAN = "policybot.began";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Metrics metrics;

    RequestFigures(Metrics metrics) {
        this.metrics = metrics;
    }

    void register(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!isProbe(ctx)) {
                ctx.attribute(BEGAN, System.nanoTime());
            }
        });
        routes.after(this::count);
    }

    /** Whether a machine looks after the server. Such a request ends a start, which is not to load what counts. */
    static boolean isProbe(Context ctx) {
        return ctx.path().startsWith("/health/") || ctx.path().equals("/metrics");
    }

    private void count(Context ctx) {
        Long began = ctx.attribute(BEGAN);
        if (began != null) {
            metrics.request(method(ctx), route(ctx), ctx.statusCode(),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** The request's method, where it is one of HTTP's. */
    static String method(Context ctx) {
        String method = ctx.req().getMethod();
        return METHODS.contains(method) ? method : "other";
    }

    /** The path as the route was made, such as {@code /answers/{id}}; empty where none served the request. */
    static String route(Context ctx) {
        Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        return endpoint == null ? "" : endpoint.path;
    }
}
