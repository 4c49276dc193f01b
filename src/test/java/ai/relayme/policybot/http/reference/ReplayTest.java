package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that the document has an example of, sent to a real server, and its reply held to the document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    /**
     * Operations whose success takes what an example cannot bring about: a mail that was given up, a corpus that was checked
     * and may be overwritten.
     */
    private static final Map<String, Integer> REFUSED = Map.of("resendMail", 409, "publishStaged", 409);

    private static final ApiContract CONTRACT = new ApiContract();

    private final MailServer mailServer = MailServer.start();
    private TestBot bot;
    private String apiKey;
    private String admin;

    @BeforeAll
    void start() {
        bot = TestBot.start(Stream.concat(Arrays.stream(mailServer.settings()),
                Stream.of("AGENT_PASSWORD", Story.PASSWORD, "RATE_LIMIT", "10000/PT1M")).toArray(String[]::new));
        apiKey = bot.apiKey("replay");
        admin = bot.session("admin", Story.PASSWORD);
    }

    @AfterAll
    void stop() {
        bot.close();
        mailServer.close();
    }

    /**
     * A request to be sent.
     *
     * @param name   what it is called
     * @param body   what it carries, if anything
     * @param status what the document says the reply has
     * @param accept the form of the reply that is asked for; any where nothing is
     */
    record Replay(ApiDocument.Operation operation, String name, @Nullable JsonNode body, int status,
            @Nullable String accept) {
        @Override
        public String toString() {
            return operation.id() + " " + name + " " + status + (accept == null ? "" : " " + accept);
        }
    }

    static Stream<Replay> replays() {
        List<Replay> replays = new ArrayList<>();
        for (ApiDocument.Operation operation : CONTRACT.operations()) {
            JsonNode examples = operation.json().path("requestBody").path("content").path("application/json")
                    .path("examples");
            int success = REFUSED.getOrDefault(operation.id(), ApiContract.success(operation));
            if (!operation.json().has("requestBody")) {
                add(replays, operation, "", null, success);
            }
            examples.properties().forEach(example -> add(replays, operation, example.getKey(),
                    example.getValue().path("value"), example.getValue().path("x-status").asInt(success)));
        }
        return replays.stream();
    }

    private static void add(List<Replay> replays, ApiDocument.Operation operation, String name,
            @Nullable JsonNode body, int status) {
        JsonNode content = CONTRACT.response(operation, status).path("content");
        if (status >= 400 || content.isEmpty()) {
            replays.add(new Replay(operation, name, body, status, null));
        } else {
            content.fieldNames().forEachRemaining(
                    type -> replays.add(new Replay(operation, name, body, status, type)));
        }
    }

    @ParameterizedTest
    @MethodSource("replays")
    void repliesAsTheDocumentSays(Replay replay) {
        ApiDocument.Operation operation = replay.operation();
        Story story = new Story(bot, mailServer, apiKey, admin, operation.path().startsWith("/api/console/"));
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>(credentials(operation, story));
        for (JsonNode parameter : operation.json().path("parameters")) {
            if (!parameter.has("example")) {
                continue;
            }
            String name = parameter.path("name").asText();
            String value = story.real(parameter.path("example").asText());
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> query.add(name + "=" + encoded(value));
                default -> headers.addAll(List.of(name, value));
            }
        }
        if (replay.accept() != null) {
            headers.addAll(List.of("Accept", replay.accept()));
        }
        HttpRequest.Builder request = bot.request(query.isEmpty() ? path : path + "?" + String.join("&", query),
                headers.toArray(String[]::new));
        if (replay.body() == null) {
            request.method(operation.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(operation.method(),
                    BodyPublishers.ofString(story.real(replay.body()).toString()));
        }
        HttpResponse<String> reply = bot.send(request);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(replay.status());
        if (replay.accept() != null) {
            assertThat(ApiContract.type(reply)).isEqualTo(replay.accept());
        }
        CONTRACT.check(operation, reply);
    }

    private List<String> credentials(ApiDocument.Operation operation, Story story) {
        if (operation.json().path("security").path(0).has("session")) {
            return List.of("Cookie",
                    operation.id().equals("endSession") ? bot.session("admin", Story.PASSWORD) : admin);
        }
        JsonNode first = operation.json().path("security").path(0);
        return first.has("conversation_token")
                ? List.of("Authorization", "Bearer " + story.conversationToken())
                : List.of();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // id | what to send instead of the example's body | header | its value | status
            "ask | {} | Authorization | Basic eA== | 401", "ask | {\"question\": \"x\"} | Accept | image/png | 406",
            "ask | {\"question\": \"x\"} | Content-Type | text/plain | 415", "ask | [ | Accept | */* | 400",
            "ask | {\"question\": 1, \"language\": \"fr\", \"more\": 1} | Accept | */* | 400",
            "search | {\"question\": \"x\", \"documents\": [\"none\"]} | Accept | */* | 400",
            "openRightsRequest | {} | Authorization | Bearer rmk_none | 400",
            "openHandoff | {} | Accept | */* | 400", "giveFeedback | {\"helpful\": true} | Accept | */* | 404",
            "verifyRightsRequest | {\"code\": \"123456\"} | Accept | */* | 404",
            "renewCodeHandoff | {} | Accept | */* | 404", "showDocument | '' | Accept | */* | 404",
            "showPassage | '' | Accept | */* | 404", "showReceipt | '' | Accept | */* | 404",
            "showConversation | '' | Accept | */* | 401", "eraseConversation | '' | Authorization | Bearer x | 404",
            "showProblem | '' | Accept | */* | 404", "showRightsRequest | '' | Accept | */* | 404",
            "listConversations | '' | Accept | */* | 401",
            "beginSession | {\"name\": \"a\", \"password\": \"b\"} | Accept | */* | 401",
            "beginSession | {} | Sec-Fetch-Site | cross-site | 403"})
    void refusesAsTheDocumentSays(String id, String body, String header, String value, int status) {
        ApiDocument.Operation operation = operation(id);
        HttpRequest.Builder request = bot.request(operation.path().replaceAll("\\{[^}]+}", "none"), header, value);
        if (!header.equals("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> reply = bot.send(request.method(operation.method(), body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body)));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        CONTRACT.check(operation, reply);
    }

    @Test
    void refusesAnotherMethodABodyTooLargeAndAKeyUsedTwiceAsTheDocumentSays() {
        HttpResponse<String> other = bot.send(bot.request("/ask").DELETE());
        assertThat(other.statusCode()).isEqualTo(405);
        CONTRACT.check(operation("ask"), other);
        HttpResponse<String> large = bot.post("/ask", TestBot.question("x".repeat(70_000)).toString());
        assertThat(large.statusCode()).isEqualTo(413);
        CONTRACT.check(operation("ask"), large);
        for (Map.Entry<String, Integer> one : List.of(Map.entry("one", 202), Map.entry("two", 422))) {
            HttpResponse<String> reply = bot.post("/handoffs",
                    "{\"email\": \"key@example.com\", \"message\": \"" + one.getKey() + "\", \"language\": \"en\"}",
                    "Idempotency-Key", "k-1",
                    "Authorization", "Bearer " + apiKey);
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(one.getValue());
            CONTRACT.check(operation("openHandoff"), reply);
        }
    }

    private static ApiDocument.Operation operation(String id) {
        return CONTRACT.operations().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void hasAnExampleOfEveryOperation() {
        Set<String> replayed = replays().filter(replay -> replay.status() < 400)
                .map(replay -> replay.operation().id()).collect(Collectors.toSet());
        assertThat(CONTRACT.operations()).allSatisfy(operation -> assertThat(
                replayed.contains(operation.id()) || REFUSED.containsKey(operation.id())).as(operation.id()).isTrue());
    }
}
