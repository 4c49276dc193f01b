package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** {@code GET /health/…}: whether the process runs, and whether it can serve. A relay that is down leaves it ready. */
final class HealthHandler {
    private final Store store;
    private final Supplier<PassageIndex> index;
    private final Mode mode;

    HealthHandler(Store store, Supplier<PassageIndex> index, Mode mode) {
        this.store = store;
        this.index = index;
        this.mode = mode;
    }

    void register(RoutesConfig routes) {
        routes.get("/health/live",
                ctx -> write(ctx, 200, JsonNodeFactory.instance.objectNode().put("status", "live")));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context ctx) {
        boolean stored = isStoreUp();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", stored ? "ready" : "unavailable")
                .put("mode", mode.label()).put("corpus_version", index.get().corpus().version())
                .put("store", stored ? "up" : "down");
        write(ctx, stored ? 200 : 503, json);
    }

    private boolean isStoreUp() {
        try {
            return store.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()) == 1;
        } catch (StoreException e) {
            return false;
        }
    }

    private static void write(Context ctx, int status, ObjectNode json) {
        ctx.status(status);
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("application/json");
        ctx.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
