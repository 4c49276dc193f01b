package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that must be refused: each with its problem document, and with nothing stored or hurt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestTest {
    private static final String ASTRAL = "😀";

    private TestBot bot;
    private Map<String, Integer> before;

    @BeforeAll
    void start() {
        bot = TestBot.start();
        bot.ask("Do you sell my personal data?");
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    @BeforeEach
    void count() {
        before = bot.rows();
    }

    @AfterEach
    void nothingIsStored() {
        assertThat(bot.rows()).isEqualTo(before);
    }

    /** Asserts that the reply is a problem document that gives nothing away. */
    static ObjectNode assertProblem(HttpResponse<String> reply, int status) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        ObjectNode problem = TestBot.json(reply);
        List<String> fields = new ArrayList<>();
        problem.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).startsWith("type", "title", "status", "detail", "request_id");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("type").asText()).contains("/problems/");
        assertThat(problem.path("request_id").asText()).matches("req_[0-9A-Z]{26}")
                .isEqualTo(reply.headers().firstValue("Request-Id").orElse(""));
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(reply.body()).doesNotContain("ai.relayme", "java.", "javalin", "jetty", "jackson", "Exception",
                "sqlite", "/tmp/");
        return problem;
    }

    private static List<String> pointers(ObjectNode problem) {
        List<String> pointers = new ArrayList<>();
        problem.path("errors").forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "{", "[]", "\"question\"", "null", "42", "{\"question\":}",
            "{\"question\": \"a\"", "{\"question\": \"a\",}", "{'question': 'a'}", "{\"question\": \"a\"} trailing",
            "{\"question\": \"a\"}{\"question\": \"b\"}", "{\"question\": \"a\", \"question\": \"b\"}",
            "{\"question\": \"a\\u00\"}", "{\"question\": \"a\nb\"}", "{\"question\": NaN}", "<question>a</question>"})
    void refusesWhatIsNotOneJsonObject(String body) {
        ObjectNode problem = assertProblem(bot.post("/ask", body), 400);
        assertThat(problem.path("type").asText()).endsWith("/problems/malformed-json");
    }

    @Test
    void refusesJsonThatIsNestedOverAnyMeasure() {
        assertProblem(bot.post("/ask", "{\"question\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"), 400);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = "{\"question\": \"caf\u00e9 au lait\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertProblem(bot.send(bot.request("/ask", "Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))), 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | /question", "{\"question\": null} | /question",
            "{\"question\": 1} | /question", "{\"question\": true} | /question", "{\"question\": [\"a\"]} | /question",
            "{\"question\": {\"a\": 1}} | /question", "{\"question\": \"\"} | /question",
            "{\"question\": \" \\n\\t\\u3000\"} | /question",
            "{\"question\": \"\\u200b\\u00a0\\u2060\\ufeff\\u00ad\"} | /question",
            "{\"question\": \" \\u0301\\u20dd\"} | /question", "{\"question\": \"\\uffff\"} | /question",
            "{\"question\": \"\\u3164\\u2800\\udb40\\udc41\"} | /question", "{\"question\": \"a\\u0000b\"} | /question",
            "{\"question\": \"a\\u0007\"} | /question", "{\"question\": \"\\ud83d\"} | /question",
            "{\"question\": \"\\ude00\\ud83d\"} | /question", "{\"question\": \"a\", \"language\": \"fr\"} | /language",
            "{\"question\": \"a\", \"language\": \"EN\"} | /language",
            "{\"question\": \"a\", \"language\": 1} | /language",
            "{\"question\": \"a\", \"language\": \"\"} | /language",
            "{\"question\": \"a\", \"conversation_id\": 1} | /conversation_id",
            "{\"question\": \"a\", \"conversation_id\": \"\\u0000\"} | /conversation_id",
            "{\"question\": \"a\", \"conversation_id\": \"\\udc00\"} | /conversation_id",
            "{\"question\": \"a\", \"model\": \"x\"} | /model",
            "{\"question\": \"a\", \"Question\": \"b\"} | /Question",
            "{\"question\": \"a\", \"a/b~c\": 1} | /a~1b~0c"})
    void pointsToTheFieldAtFault(String body, String pointer) {
        ObjectNode problem = assertProblem(bot.post("/ask", body), 400);
        assertThat(problem.path("type").asText()).endsWith("/problems/invalid-request");
        assertThat(pointers(problem)).containsExactly(pointer);
        assertThat(problem.path("errors")).allSatisfy(
                (JsonNode error) -> assertThat(error.path("detail").asText()).isNotBlank());
    }

    @Test
    void pointsToEveryFieldAtFaultAtOnce() {
        ObjectNode problem = assertProblem(
                bot.post("/ask", "{\"question\": 1, \"language\": \"xx\", \"conversation_id\": [], \"more\": 1}"), 400);
        assertThat(pointers(problem)).containsExactlyInAnyOrder("/question", "/language", "/conversation_id", "/more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ASTRAL, "資"})
    void refusesMoreThanTwoThousandCodePoints(String character) {
        ObjectNode problem = assertProblem(
                bot.post("/ask", TestBot.question(character.repeat(2_001)).toString()), 400);
        assertThat(pointers(problem)).containsExactly("/question");
    }

    @Test
    void neverEchoesWhatItRefuses() {
        String secret = "my-secret-words";
        for (String body : List.of("{\"question\": \"" + secret + "\u0000\"}", "{\"question\": \"" + secret + "\", x}",
                "{\"question\": \"" + secret.repeat(200) + "\"}",
                "{\"question\": \"a\", \"language\": \"" + secret + "\"}",
                "{\"question\": \"" + secret + "\", \"conversation_id\": 1}", secret)) {
            HttpResponse<String> reply = bot.post("/ask", body);
            assertProblem(reply, 400);
            assertThat(reply.body()).doesNotContain(secret);
        }
        HttpResponse<String> nowhere = bot.get("/" + secret + "?" + secret);
        assertProblem(nowhere, 404);
        assertThat(nowhere.body()).doesNotContain(secret);
        HttpResponse<String> key = bot.post("/ask", "{\"question\": \"a\"}", "Authorization", "Bearer pbk_" + secret);
        assertProblem(key, 401);
        assertThat(key.body()).doesNotContain(secret);
    }

    @Test
    void refusesAMegabyteWithItsLengthTold() {
        assertProblem(bot.post("/ask", TestBot.question("a".repeat(1 << 20)).toString()), 413);
    }

    @Test
    void refusesAMegabyteInChunks() {
        byte[] body = TestBot.question("a".repeat(1 << 20)).toString().getBytes(StandardCharsets.UTF_8);
        assertProblem(bot.send(bot.request("/ask", "Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))), 413);
    }

    @Test
    void refusesABodyJustOverTheLimitAndNotOneAtIt() {
        String field = "{\"question\": \"hello\", \"pad\": \"\"}";
        int limit = 64 * 1024;
        String atLimit = "{\"question\": \"hello\", \"pad\": \"" + "a".repeat(limit - field.length()) + "\"}";
        assertProblem(bot.post("/ask", atLimit), 400);
        assertProblem(bot.post("/ask", atLimit + " "), 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/json-patch+json", "application/jsonx"})
    void refusesABodyOfAnotherType(String type) {
        for (String path : List.of("/ask", "/search")) {
            assertProblem(bot.send(bot.request(path, "Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"question\": \"a\"}"))), 415);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=nope", "application/json; charset", "text/plain; charset=nope",
            "application/json; charset=\"utf 8\"", "application/json;CHARSET=", "application/json; charset=\u00ff",
            "application/json; charsets=x; charset=utf-8"})
    void refusesACharsetThatIsNoneWhateverTheRequest(String type) {
        assertThat(reply("POST /ask HTTP/1.1", "Content-Type: " + type + "\r\nContent-Length: 21",
                "{\"question\": \"hello\"}"))
                .startsWith("HTTP/1.1 415 ").contains("application/problem+json").doesNotContain("nope");
        assertThat(reply("GET /documents/privacy-policy HTTP/1.1", "Content-Type: " + type, ""))
                .startsWith("HTTP/1.1 415 ");
        assertThat(reply("GET /answers/ans_none?verify=true HTTP/1.1", "Content-Type: " + type, ""))
                .startsWith("HTTP/1.1 415 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/json;charset=\"UTF-8\"",
            "application/json; profile=x; charset=us-ascii"})
    void takesACharsetThatIsOne(String type) {
        assertThat(bot.send(bot.request("/search", "Content-Type", type)
                .POST(BodyPublishers.ofString("{\"question\": \"hello\"}"))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9999999999", "Content-Length: 65537\r\nExpect: 100-continue"})
    void refusesABodyThatIsTooLargeBeforeAnyOfItHasCome(String length) {
        assertThat(reply("POST /ask HTTP/1.1", "Content-Type: application/json\r\n" + length, ""))
                .startsWith("HTTP/1.1 413 ").contains("application/problem+json", "Connection: close");
    }

    @Test
    void takesAMethodFromTheFirstLineAlone() {
        assertThat(reply("GET /ask HTTP/1.1", "X-HTTP-Method-Override: POST\r\nContent-Type: application/json", ""))
                .startsWith("HTTP/1.1 405 ");
    }

    /** The beginning of the reply to a request of these lines and that body. */
    private String reply(String firstLine, String headers, String body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
            socket.setSoTimeout(4_000);
            socket.getOutputStream().write((firstLine + "\r\nHost: a\r\n" + headers + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
            byte[] begin = new byte[4096];
            return new String(begin, 0, socket.getInputStream().read(begin), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesABodyWithoutAType() {
        assertProblem(bot.send(bot.request("/ask").POST(BodyPublishers.ofString("{\"question\": \"a\"}"))), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png, text/css", "application/json;q=0"})
    void refusesToAnswerInAFormItDoesNotHave(String accept) {
        assertProblem(bot.post("/ask", "{\"question\": \"a\"}", "Accept", accept), 406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpwYXNz", "pbk_abc", "Bearer pbk_unknown", "Bearer", "Digest x"})
    void refusesCredentialsThatAreNone(String authorization) {
        HttpResponse<String> reply = bot.post("/ask", "{\"question\": \"a\"}", "Authorization", authorization);
        assertProblem(reply, 401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @CsvSource({"GET, /ask, POST", "PUT, /ask, POST", "DELETE, /ask, POST", "GET, /search, POST",
            "POST, /documents, 'GET, HEAD'", "POST, /health/live, GET", "PATCH, /documents/privacy-policy, GET",
            "POST, /, 'GET, HEAD'", "POST, /widget.js, GET", "DELETE, /console/, GET"})
    void namesTheMethodsAllowedWhereAnotherIsUsed(String method, String path, String allowed) {
        HttpResponse<String> reply = bot.send(bot.request(path).method(method, BodyPublishers.noBody()));
        assertProblem(reply, 405);
        assertThat(reply.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/ask/more", "/documents/none", "/documents/privacy-policy/passages/none",
            "/documents/privacy-policy/passages/privacy-policy:9.9", "/documents/..%2fx", "/problems/none",
            "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/documents/%00", "/documents/a%0d%0aX-A:%20b",
            "/%ff%fe"})
    void findsNothingWhereNothingIs(String path) {
        HttpResponse<String> reply = bot.get(path);
        assertThat(reply.statusCode()).isIn(400, 404);
        assertProblem(reply, reply.statusCode());
        assertThat(reply.headers().firstValue("X-A")).isEmpty();
    }

    @Test
    void namesWhatOfARequestIsTooLong() {
        assertProblem(bot.get("/" + "a".repeat(20_000)), 414);
        assertProblem(bot.get("/documents", "X-Long", "a".repeat(20_000)), 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/9.9", "GET /%zz HTTP/1.1", "nonsense"})
    void blamesNoFieldAndNotItselfForWhatIsNoHttp(String firstLine) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((firstLine + "\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "HTTP/1.1")
                    .contains("Content-Security-Policy: ", "Referrer-Policy: ", "Permissions-Policy: ",
                            "Cross-Origin-Resource-Policy: ", "Cache-Control: no-store")
                    .doesNotContain("errors");
        }
    }

    @Test
    void pointsToTheQueryParameterAtFault() {
        for (String path : List.of("/documents", "/documents/privacy-policy")) {
            JsonNode errors = assertProblem(bot.get(path + "?lang=fr"), 400).path("errors");
            assertThat(errors.findValuesAsText("parameter")).as(path).containsExactly("lang");
            assertThat(errors.findValues("pointer")).as("none of the body").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity, gzip", "utf-8"})
    void refusesABodyThatIsEncoded(String coding) {
        HttpResponse<String> reply = bot.post("/ask", TestBot.question("Do you sell my data?").toString(),
                "Content-Encoding", coding);
        assertThat(assertProblem(reply, 415).path("detail").asText()).contains("encoded");
        assertThat(reply.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @Test
    void takesNoUpgradeAndServesWhatIsAtTheAddress() throws IOException {
        for (String path : List.of("/", "/health/live", "/documents", "/console/")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade, close\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).as(path)
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void explainsEachProblemAtTheAddressOfItsType() {
        String type = assertProblem(bot.post("/ask", "{"), 400).path("type").asText();
        assertThat(type).startsWith(bot.publicUrl());
        HttpResponse<String> page = bot.get(type.substring(bot.publicUrl().length()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Send one JSON object");
    }
}
