package ai.relayme.policybot.http.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Shows JSON schemas as lists of fields. */
final class SchemaView {
    /** What a schema may demand besides a type, and how a reader is told. */
    private static final Map<String, String> LIMITS = Map.of("minLength", "at least %s characters", "maxLength",
            "at most %s characters", "minimum", "at least %s", "maximum", "at most %s", "minItems", "at least %s items",
            "maxItems", "at most %s items", "default", "%s where it is absent", "format", "format %s");

    private SchemaView() {}

    /** Where the page shows the schema of that name. */
    static String anchor(String name) {
        return "schema-" + name;
    }

    /** Adds a schema: what it is, and its fields. */
    static void add(Element parent, JsonNode schema) {
        Prose.add(parent, schema.path("description").asText());
        limits(parent, schema);
        fields(parent, schema);
    }

    private static void fields(Element parent, JsonNode schema) {
        if (schema.path("properties").isEmpty()) {
            return;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Element list = parent.appendElement("dl").addClass("fields");
        schema.path("properties").properties().forEach(field -> {
            Element name = list.appendElement("dt");
            name.appendElement("code").text(field.getKey());
            type(name, field.getValue());
            if (required.contains(field.getKey())) {
                name.appendElement("span").addClass("type").text("always there");
            }
            Element about = list.appendElement("dd");
            Prose.add(about, field.getValue().path("description").asText());
            limits(about, field.getValue());
            fields(about, field.getValue());
            fields(about, field.getValue().path("items"));
        });
    }

    /** Adds what a schema says of values besides their type. */
    static void limits(Element parent, JsonNode schema) {
        List<String> told = new ArrayList<>();
        LIMITS.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(limit -> schema.has(limit.getKey()))
                .forEach(limit -> told.add(limit.getValue().formatted(schema.path(limit.getKey()).asText())));
        if (!told.isEmpty()) {
            parent.appendElement("p").addClass("limits").text(String.join(", ", told));
        }
        JsonNode values = schema.has("enum") ? schema.path("enum") : schema.path("items").path("enum");
        if (!values.isEmpty()) {
            Element line = parent.appendElement("p").addClass("limits").text("One of");
            values.forEach(value -> {
                line.appendText(" ");
                line.appendElement("code").text(value.asText("null"));
            });
        }
    }

    /** Adds a schema's type, in words; a schema of the document is a link to it. */
    static void type(Element parent, JsonNode schema) {
        parent.appendText(" ");
        words(parent.appendElement("span").addClass("type"), schema);
    }

    private static void words(Element parent, JsonNode schema) {
        if (schema.has("$ref")) {
            String name = ApiDocument.name(schema);
            parent.appendElement("a").attr("href", "#" + anchor(name)).text(name);
        } else if (schema.has("oneOf")) {
            String between = "";
            for (JsonNode one : schema.path("oneOf")) {
                parent.appendText(between);
                words(parent, one);
                between = " or ";
            }
        } else if (schema.path("items").isObject()) {
            parent.appendText("list of ");
            words(parent, schema.path("items"));
        } else if (schema.path("type").isArray()) {
            List<String> types = new ArrayList<>();
            schema.path("type").forEach(type -> types.add(type.asText()));
            parent.appendText(String.join(" or ", types));
        } else {
            parent.appendText(schema.path("type").asText());
        }
    }
}
