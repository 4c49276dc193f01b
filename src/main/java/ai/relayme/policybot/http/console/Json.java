package ai.relayme.policybot.http.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Objects of JSON, and what stands in them. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The object of a JSON text that was kept. */
    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text was kept that is no JSON", e);
        }
    }

    /** Puts a list of texts there. */
    static void put(ObjectNode json, String name, Iterable<String> texts) {
        ArrayNode list = json.putArray(name);
        texts.forEach(list::add);
    }

    static @Nullable String time(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
