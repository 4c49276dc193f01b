package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.SseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OpenAPI document as a contract: what it says of each operation, and whether JSON is what it says. */
public final class ApiContract {
    private static final String ADDRESS = "https://contract.test/openapi.json";
    /** Of a path's template, what stands for a value. */
    private static final Pattern VALUE = Pattern.compile("\\{[^}]*}");

    private final ApiDocument document = ApiDocument.read(URI.create("http://localhost:8080"));
    private final SchemaRegistry schemas;
    private final Map<Pattern, ApiDocument.Operation> byAddress = new LinkedHashMap<>();

    public ApiContract() {
        JsonNode strict = document.root().deepCopy();
        // replies may gain fields for callers, but none that is not described
        strict.path("components").path("schemas").forEach(ApiContract::close);
        schemas = SchemaRegistry.withDialect(Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(ADDRESS, strict.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
        // an address without values is meant before one of which a value could be the same
        operations().stream().sorted(Comparator.comparingInt(operation -> VALUE.split(operation.path(), -1).length))
                .forEach(operation -> byAddress.put(address(operation), operation));
    }

    private static Pattern address(ApiDocument.Operation operation) {
        return Pattern
                .compile(operation.method() + " " + Stream.of(VALUE.split(operation.path(), -1)).map(Pattern::quote)
                        .collect(Collectors.joining("[^/]+")));
    }

    /** Holds the reply to a request to what the document says of it; of what the document does not describe nothing is asked. */
    public void check(String method, String path, HttpResponse<String> reply) {
        byAddress.entrySet().stream().filter(entry -> entry.getKey().matcher(method + " " + path).matches()).findFirst()
                .ifPresent(entry -> checkContent(entry.getValue(), reply));
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ApiContract::close);
    }

    ApiDocument document() {
        return document;
    }

    /** Every operation under a tag of the document's list. */
    List<ApiDocument.Operation> operations() {
        List<ApiDocument.Operation> operations = new ArrayList<>();
        document.root().path("tags").forEach(tag -> operations.addAll(document.operations(tag.path("name").asText())));
        return operations;
    }

    /** What is wrong with a JSON text that should be of the schema that the node refers to. */
    List<String> faults(JsonNode reference, String json) {
        String name = ApiDocument.name(reference);
        if (name.isEmpty()) {
            return List.of();
        }
        return schemas.getSchema(SchemaLocation.of(ADDRESS + "#/components/schemas/" + name))
                .validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
    }

    /** What the document says of an operation's reply with that status; missing where it says nothing. */
    JsonNode response(ApiDocument.Operation operation, int status) {
        JsonNode responses = operation.json().path("responses");
        return document.resolve(responses.path(Integer.toString(status)));
    }

    /** The status of an operation's success. */
    static int success(ApiDocument.Operation operation) {
        return Integer.parseInt(operation.json().path("responses").fieldNames().next());
    }

    /** The media type of a reply. */
    static String type(HttpResponse<String> reply) {
        return reply.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    }

    /** Holds a reply to what the document says of it, with every header that it may have. */
    void check(ApiDocument.Operation operation, HttpResponse<String> reply) {
        described(operation, reply).path("headers").fieldNames().forEachRemaining(
                name -> assertThat(reply.headers().firstValue(name)).as(name).isPresent());
        checkContent(operation, reply);
        if (described(operation, reply).path("content").path(type(reply)).has("x-events")) {
            assertThat(SseEvent.parse(reply.body()).getLast().name()).isEqualTo("done");
        }
    }

    private JsonNode described(ApiDocument.Operation operation, HttpResponse<String> reply) {
        JsonNode response = response(operation, reply.statusCode());
        if (!response.isMissingNode()) {
            return response;
        }
        // what may befall any operation
        assertThat(reply.statusCode()).isIn(400, 405, 413, 414, 431, 500, 503);
        return document.resolve(operation.json().path("responses").path("default"));
    }

    /** Holds a reply's status and body to what the document says of them. */
    void checkContent(ApiDocument.Operation operation, HttpResponse<String> reply) {
        JsonNode content = described(operation, reply).path("content");
        if (content.isEmpty()) {
            assertThat(reply.body()).isEmpty();
            return;
        }
        JsonNode media = content.path(type(reply));
        assertThat(media.isMissingNode()).as(type(reply)).isFalse();
        if (type(reply).endsWith("json")) {
            assertThat(faults(media.path("schema"), reply.body())).as(reply.body()).isEmpty();
        }
        if (media.has("x-events")) {
            List<SseEvent> events = SseEvent.parse(reply.body());
            for (SseEvent event : events) {
                assertThat(media.path("x-events").has(event.name())).as(event.name()).isTrue();
                assertThat(faults(media.path("x-events").path(event.name()), event.data().toString()))
                        .as(event.toString()).isEmpty();
            }
        }
    }
}
