package ai.relayme.policybot.http;

import ai.relayme.policybot.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import java.nio.charset.StandardCharsets;

/** {@code GET /metrics}: every figure, as Prometheus reads them. */
final class MetricsHandler {
    private final Metrics metrics;

    MetricsHandler(Metrics metrics) {
        this.metrics = metrics;
    }

    void register(RoutesConfig routes) {
        routes.get("/metrics", ctx -> {
            ctx.header("Cache-Control", "no-store");
            ctx.contentType("text/plain; version=0.0.4; charset=utf-8");
            ctx.result(metrics.scrape().getBytes(StandardCharsets.UTF_8));
        });
    }
}
