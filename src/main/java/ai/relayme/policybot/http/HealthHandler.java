package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code GET /health/…}: whether the process runs, and whether it can serve. A relay that is down leaves it ready. */
final class HealthHandler {
    /** The generator alone: trees and their mapper would take a tenth of a start, whose end is the first answer here. */
    private static final JsonFactory JSON = new JsonFactory();

    private final Store store;
    private final Supplier<PassageIndex> index;
    private final Supplier<Mode> mode;

    HealthHandler(Store store, Supplier<PassageIndex> index, Supplier<Mode> mode) {
        this.store = store;
        this.index = index;
        this.mode = mode;
    }

    void register(RoutesConfig routes) {
        routes.get("/health/live",
                ctx -> write(ctx, 200, json -> json.writeStringField("status", "live")));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context ctx) throws IOException {
        boolean stored = isStoreUp();
        write(ctx, stored ? 200 : 503, json -> {
            json.writeStringField("status", stored ? "ready" : "unavailable");
            json.writeStringField("mode", mode.get().label());
            json.writeStringField("corpus_version", index.get().corpus().version());
            json.writeStringField("store", stored ? "up" : "down");
        });
    }

    private boolean isStoreUp() {
        try {
            return store.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()) == 1;
        } catch (StoreException e) {
            return false;
        }
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static void write(Context ctx, int status, Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        ctx.status(status);
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("application/json");
        ctx.result(bytes.toByteArray());
    }
}
