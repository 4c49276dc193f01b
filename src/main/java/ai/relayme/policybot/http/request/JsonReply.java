package ai.relayme.policybot.http.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** Replies with JSON. */
public final class JsonReply {
    /** Buffers for all requests: by default each thread keeps its own, and here every request is one. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();
    private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

    private JsonReply() {}

    /** Replies with it. */
    public static void send(Context ctx, JsonNode json) {
        ctx.contentType("application/json");
        ctx.result(bytes(json));
    }

    /** Replies with what nobody else may see or keep. */
    public static void sendUncached(Context ctx, int status, JsonNode json) {
        ctx.status(status);
        ctx.header("Cache-Control", "no-store");
        send(ctx, json);
    }

    /** Its text in UTF-8. */
    public static byte[] bytes(JsonNode json) {
        try {
            // by way of a text, which takes the halves of a pair that have lost each other
            return MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON that cannot be written", e);
        }
    }
}
