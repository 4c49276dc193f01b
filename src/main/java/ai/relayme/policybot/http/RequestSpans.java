package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.tracing.Span;
import ai.relayme.policybot.tracing.Tracing;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** A span for every request but those of probes, named by its route; the path itself may hold an id or a token. */
final class RequestSpans {
    private static final String SPAN = "policybot.span";
    private static final int FIRST_SERVER_ERROR = HttpStatus.INTERNAL_SERVER_ERROR.getCode();

    private final Tracing tracing;

    RequestSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    void register(RoutesConfig routes) {
        routes.before(this::begin);
        routes.after(RequestSpans::end);
    }

    private void begin(Context ctx) {
        if (!RequestFigures.isProbe(ctx)) {
            ctx.attribute(SPAN, tracing.serve("request", ctx.header("traceparent"), ctx.header("tracestate")));
        }
    }

    private static void end(Context ctx) {
        Span begun = ctx.attribute(SPAN);
        if (begun != null) {
            try (Span span = begun) {
                String method = RequestFigures.method(ctx);
                String route = RequestFigures.route(ctx);
                span.rename(route.isEmpty() ? method : method + " " + route);
                span.set("http.request.method", method);
                if (!route.isEmpty()) {
                    span.set("http.route", route);
                }
                span.set("http.response.status_code", ctx.statusCode());
                span.set("policybot.request_id", RequestIds.of(ctx));
                if (ctx.statusCode() >= FIRST_SERVER_ERROR) {
                    span.fail(Integer.toString(ctx.statusCode()));
                }
            }
        }
    }
}
