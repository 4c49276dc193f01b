package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.outbox.OutboxStatus;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /health/…}: whether the process runs, and whether it can serve. A relay that is down leaves it ready. */
final class HealthHandler {
    /** The generator alone: trees and their mapper would take a tenth of a start, whose end is the first answer here. */
    private static final JsonFactory JSON = new JsonFactory();

    private final Supplier<PassageIndex> index;
    private final Supplier<Mode> mode;
    private final Outbox outbox;

    HealthHandler(Supplier<PassageIndex> index, Supplier<Mode> mode, Outbox outbox) {
        this.index = index;
        this.mode = mode;
        this.outbox = outbox;
    }

    void register(RoutesConfig routes) {
        routes.get("/health/live",
                ctx -> write(ctx, 200, json -> json.writeStringField("status", "live")));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context ctx) throws IOException {
        Optional<OutboxStatus> mail = outboxStatus();
        boolean stored = mail.isPresent();
        // mail that does not go out keeps nobody from being answered, but somebody must see it
        boolean degraded = mail.filter(status -> status.held() || status.deadLetters() > 0).isPresent();
        write(ctx, stored ? 200 : 503, json -> {
            json.writeStringField("status", degraded ? "degraded" : stored ? "ready" : "unavailable");
            json.writeStringField("mode", mode.get().label());
            json.writeStringField("corpus_version", index.get().corpus().version());
            json.writeStringField("store", stored ? "up" : "down");
            if (mail.isPresent()) {
                write(json, mail.get(), degraded);
            }
        });
    }

    private static void write(JsonGenerator json, OutboxStatus mail, boolean degraded) throws IOException {
        json.writeObjectFieldStart("mail");
        json.writeStringField("status", degraded ? "degraded" : mail.smtp() ? "up" : "folder");
        json.writeBooleanField("held", mail.held());
        json.writeNumberField("pending", mail.pending());
        json.writeNumberField("dead_letters", mail.deadLetters());
        json.writeEndObject();
    }

    /** How the outbox stands, or nothing where the database does not tell. */
    private Optional<OutboxStatus> outboxStatus() {
        try {
            return Optional.of(outbox.status());
        } catch (StoreException e) {
            return Optional.empty();
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
