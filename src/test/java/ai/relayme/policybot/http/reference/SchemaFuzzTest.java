package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.CapturedLog;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Requests of every kind for every operation that the document describes, from a seed that is told where one fails. The
 * properties {@code fuzz.requests} and {@code fuzz.seed} make more and others.
 */
class SchemaFuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests",
            2_000 / Integer.getInteger("generated.every", 1));
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_126L);
    private static final ApiContract CONTRACT = new ApiContract();
    /** What no log line may repeat. */
    private static final List<String> PERSONAL = List.of("planted.person@example.net", "+852 9123 4567",
            "Wong Siu-ming",
            "4111 1111 1111 1111");
    private static final List<String> TEXTS = List.of("", " ", "x", "null", "0", "-1", "en", "zh-Hant", "true",
            "😀👨‍👩‍👧",
            "個人資料", "\u202e\u200b", "a\u0000b", "' or 1=1 --", "../../etc/passwd", "<script>", "%00", "{{7*7}}", "${x}",
            "\ud83d", "a".repeat(300), "a".repeat(5_001), "資".repeat(2_100), "9".repeat(400), "2026-11-26",
            "Do you sell my personal data?", "Delete everything you hold about me");
    private static final List<String> TYPES = List.of("application/json", "application/json; charset=utf-8",
            "text/plain",
            "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json", "application/json;;;");
    private static final List<String> ACCEPTED = List.of("*/*", "application/json", "text/event-stream", "text/plain",
            "text/html", "image/png", "text/html;q=0.1, application/json;q=2", ",,;", "application/*");

    private final Random random = new Random(SEED);

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean now(int in) {
        return random.nextInt(in) == 0;
    }

    private String text() {
        return now(4) ? one(PERSONAL) : one(TEXTS);
    }

    private JsonNode value(int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.numberNode(random.nextDouble() * 1e300);
            case 4, 5 -> json.textNode(text());
            case 6 -> json.arrayNode().add(value(depth + 1)).add(value(depth + 1));
            default -> json.objectNode().set(one(TEXTS), value(depth + 1));
        };
    }

    /** The example with some of it changed, left out or added. */
    private JsonNode altered(JsonNode example) {
        if (now(12)) {
            return value(0);
        }
        if (example instanceof ObjectNode object) {
            ObjectNode altered = object.objectNode();
            object.properties().forEach(field -> {
                if (!now(8)) {
                    altered.set(field.getKey(), altered(field.getValue()));
                }
            });
            if (now(8)) {
                altered.set(one(TEXTS), value(0));
            }
            return altered;
        }
        if (example instanceof ArrayNode array) {
            ArrayNode altered = array.arrayNode();
            array.forEach(item -> altered.add(altered(item)));
            return altered;
        }
        return now(5) ? value(0) : example.isTextual() && now(4) ? JsonNodeFactory.instance.textNode(text()) : example;
    }

    private @Nullable String body(ApiDocument.Operation operation) {
        JsonNode examples = operation.json().path("requestBody").path("content").path("application/json")
                .path("examples");
        if (examples.isEmpty()) {
            return now(10) ? value(0).toString() : null;
        }
        List<JsonNode> all = new ArrayList<>();
        examples.forEach(example -> all.add(example.path("value")));
        String body = altered(one(all)).toString();
        if (now(25)) {
            return body.substring(0, random.nextInt(body.length() + 1));
        }
        return now(200) ? "[".repeat(30_000) : now(200) ? body + "x".repeat(70_000) : body;
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    private String parameter(JsonNode parameter) {
        return now(3) ? text() : parameter.path("example").asText("x");
    }

    private HttpRequest.Builder request(TestBot bot, ApiDocument.Operation operation, String apiKey, String session) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            String value = parameter(parameter);
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                // an empty part of a path would make it another one
                case "path" -> path = path.replace("{" + name + "}", encoded(value.isBlank() ? "x" : value));
                case "query" -> {
                    if (random.nextBoolean()) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    if (random.nextBoolean() && isHeaderValue(value)) {
                        headers.addAll(List.of(name, value));
                    }
                }
            }
        }
        if (now(10)) {
            query.add(encoded(text()) + "=" + encoded(text()));
        }
        headers.addAll(List.of("Accept", one(ACCEPTED)));
        switch (random.nextInt(6)) {
            case 0 -> headers.addAll(List.of("Authorization", "Bearer " + apiKey));
            case 1 -> headers
                    .addAll(List.of("Authorization", one(List.of("Basic eA==", "Bearer", "Bearer pbk_x", "Bearer cvt_x",
                            "x", "Bearer " + "x".repeat(3_000)))));
            case 2, 3 -> headers.addAll(List.of("Cookie", session));
            default -> {
                // nobody known
            }
        }
        if (now(12)) {
            headers.addAll(List.of("Origin", one(List.of("https://other.example", "null", "x"))));
        }
        String body = body(operation);
        HttpRequest.Builder request = bot.request(query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers.toArray(String[]::new));
        if (body != null) {
            String type = now(10) ? one(TYPES) : "application/json";
            if (!type.isEmpty()) {
                request.header("Content-Type", type);
            }
        }
        return request.method(operation.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /** A server may close a connection between two requests, which a client then sends anew. */
    private static HttpResponse<String> send(TestBot bot, HttpRequest.Builder request) {
        try {
            return bot.send(request);
        } catch (IllegalStateException e) {
            return bot.send(request);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void repliesToAnythingAsTheDocumentSaysAndLogsNothingPersonal() {
        String password = Base64.getEncoder().encodeToString("correct horse battery".getBytes(StandardCharsets.UTF_8));
        try (CapturedLog log = new CapturedLog(); TestBot bot = TestBot.start("AGENT_PASSWORD", password)) {
            String apiKey = bot.apiKey("fuzz");
            String session = bot.session("admin", password);
            Map<String, String> faults = new TreeMap<>();
            List<ApiDocument.Operation> operations = CONTRACT.operations();
            for (int i = 0; i < REQUESTS; i++) {
                ApiDocument.Operation operation = one(operations);
                HttpRequest.Builder request = request(bot, operation, apiKey, session);
                try {
                    // whether it is as the document says is asked of every reply
                    assertThat(send(bot, request).statusCode()).isLessThan(500);
                } catch (AssertionError e) {
                    faults.putIfAbsent(operation.id(), "seed " + SEED + ", request " + i + ": " + operation.method()
                            + " " + request.build().uri() + " " + e.getMessage());
                }
            }
            assertThat(faults.values()).isEmpty();
            assertThat(log.lines()).noneMatch(line -> PERSONAL.stream().anyMatch(line::contains));
        }
    }
}
