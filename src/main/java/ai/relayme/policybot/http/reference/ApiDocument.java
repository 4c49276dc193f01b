package ai.relayme.policybot.http.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The OpenAPI document, which is written by hand, with this server's address in it. Immutable. */
final class ApiDocument {
    /** What stands for the server's address in the resources. */
    private static final String ADDRESS = "http://localhost:8080";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String text;
    private final JsonNode root;
    private final URI publicUrl;

    private ApiDocument(String text, JsonNode root, URI publicUrl) {
        this.text = text;
        this.root = root;
        this.publicUrl = publicUrl;
    }

    /**
     * An operation of the API.
     *
     * @param method its method, in capitals
     * @param path   its path, with parameters in braces
     * @param json   what the document says of it
     */
    record Operation(String method, String path, JsonNode json) {
        String id() {
            return json.path("operationId").asText();
        }
    }

    static ApiDocument read(URI publicUrl) {
        String text = resource("openapi.json", publicUrl);
        try {
            return new ApiDocument(text, MAPPER.readTree(text), publicUrl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource of this package, with that address in place of the one it was written with. */
    static String resource(String name, URI publicUrl) {
        try (InputStream stream = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace(ADDRESS, publicUrl.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as it is served. */
    String text() {
        return text;
    }

    JsonNode root() {
        return root;
    }

    URI publicUrl() {
        return publicUrl;
    }

    /** The operations of that tag, in the document's order. */
    List<Operation> operations(String tag) {
        List<Operation> operations = new ArrayList<>();
        root.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            if (method.getValue().path("tags").path(0).asText().equals(tag)) {
                operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        method.getValue()));
            }
        }));
        return operations;
    }

    /** What a reference points to; anything else is itself. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    /** The last part of a reference; empty where it is none. */
    static String name(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** JSON as people read it; a text as it is. */
    static String pretty(JsonNode json) {
        return json.isTextual() ? json.asText() : json.toPrettyString();
    }
}
