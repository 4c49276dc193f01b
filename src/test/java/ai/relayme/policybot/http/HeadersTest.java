package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.http.request.Credentials;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadersTest {
    private static final String ALLOWED = "https://relayme.ai";

    private TestBot bot;
    private TestBot closed;

    @BeforeAll
    void start() {
        bot = TestBot.start("ALLOWED_ORIGINS", ALLOWED + ", http://localhost:3000", "PUBLIC_URL",
                "https://policy.relayme.ai/bot/");
        closed = TestBot.start();
    }

    @AfterAll
    void stop() {
        bot.close();
        closed.close();
    }

    private static HttpResponse<String> preflight(TestBot bot, String path, String origin) {
        return bot.send(bot.request(path, "Origin", origin, "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type, authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/widget.js", "/documents", "/documents/privacy-policy", "/health/live", "/nowhere",
            "/ask",
            "/problems/not-found"})
    void keepsBrowsersFromDoingMoreThanTheReplyIsFor(String path) {
        var headers = bot.get(path).headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.firstValue("Strict-Transport-Security").orElse("")).contains("max-age");
        assertThat(headers.firstValue("Request-Id").orElse("")).matches("req_[0-9A-Z]{26}");
    }

    @Test
    void doesSoOnEveryRoute() {
        List<String> routes = bot.routes();
        assertThat(routes).hasSizeGreaterThan(50).allSatisfy(route -> {
            String[] parts = route.split(" ", 2);
            String path = parts[1].replaceAll("\\{[^}]*}|<[^>]*>", "x");
            var headers = bot.send(bot.request(path, "Content-Type", "application/json").method(parts[0],
                    parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(route).contains("nosniff");
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).as(route)
                    .contains("default-src 'none'", "frame-ancestors").doesNotContain("unsafe");
            assertThat(headers.firstValue("Referrer-Policy")).as(route).contains("no-referrer");
            assertThat(headers.firstValue("Strict-Transport-Security")).as(route).isPresent();
            assertThat(headers.firstValue("Cache-Control")).as(route).isPresent();
        });
    }

    @ParameterizedTest
    @CsvSource({"/conversations/cnv_none, 401", "/api/console/conversations, 401", "/rights-requests/AB?token=x, 404",
            "/nowhere, 404", "/ask, 405", "/documents/none, 404"})
    void letsNobodyKeepARefusal(String path, int status) {
        HttpResponse<String> reply = bot.get(path);
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents", "/documents/privacy-policy", "/docs", "/openapi.json", "/llms.txt",
            "/v1/models",
            "/problems/not-found", "/console", "/.well-known/policybot-keys.json"})
    void hasWhatIsEverybodysAskedForAnew(String path) {
        assertThat(bot.get(path).headers().firstValue("Cache-Control")).contains("no-cache");
    }

    @Test
    void variesByTheEncodingsThatTheReaderKnows() {
        for (String path : List.of("/widget.js", "/documents", "/docs", "/openapi.json", "/console/main.js")) {
            assertThat(bot.get(path).headers().allValues("Vary")).as(path).asString()
                    .contains("Accept-Encoding");
        }
    }

    /** By a client of its own: the document does not list the method. */
    @ParameterizedTest
    @CsvSource({"/ask, POST", "/documents, 'GET, HEAD'", "/widget.js, 'GET, HEAD'"})
    void tellsTheMethodsThereAre(String path, String allowed) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> reply = client.send(
                    bot.request(path).method("OPTIONS", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(204);
            assertThat(reply.headers().firstValue("Allow")).contains(allowed);
            assertThat(reply.body()).isEmpty();
        }
    }

    /** By a client of its own: the one of the tests holds replies to the API's document, which does not list the method. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/widget.js", "/documents", "/documents?lang=x", "/documents/none", "/health/live",
            "/health/ready", "/metrics", "/openapi.json", "/docs", "/answers/ans_none", "/conversations/cnv_none",
            "/nowhere", "/ask", "/console", "/api/console/session"})
    void givesTheSameHeadWithoutTheRest(String path) throws Exception {
        HttpResponse<String> whole = bot.get(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> head = client.send(bot.request(path).HEAD().build(), BodyHandlers.ofString());
            assertThat(head.statusCode()).isEqualTo(whole.statusCode());
            assertThat(head.headers().firstValue("Content-Type")).isEqualTo(whole.headers().firstValue("Content-Type"));
            assertThat(head.headers().firstValue("ETag")).isEqualTo(whole.headers().firstValue("ETag"));
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void asksForHttpsOnlyWhereVisitorsUseIt() {
        assertThat(closed.get("/health/live").headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void givesEachRequestAnIdOfItsOwn() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(bot.get("/health/live").headers().firstValue("Request-Id").orElse(""));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void linksToThePublicAddress() {
        assertThat(bot.ask("Do you sell my data?").path("citations").get(0).path("url").asText())
                .startsWith("https://policy.relayme.ai/bot/documents/privacy-policy?lang=en#");
    }

    @Test
    void letsAnAllowedSiteReadAReply() {
        for (String origin : List.of(ALLOWED, "http://localhost:3000")) {
            var headers = bot.post("/ask", "{\"question\": \"hello\"}", "Origin", origin).headers();
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains(origin);
            assertThat(headers.firstValue("Access-Control-Expose-Headers").orElse("")).contains("Request-Id",
                    "Retry-After");
            assertThat(headers.firstValue("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(headers.allValues("Vary")).asString().contains("Origin");
        }
    }

    @Test
    void letsAnAllowedSiteReadAProblemToo() {
        assertThat(bot.post("/ask", "{", "Origin", ALLOWED).headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ALLOWED);
    }

    @Test
    void variesByOriginWhereverTheReplyDoes() {
        for (String path : List.of("/documents", "/documents/privacy-policy", "/health/live", "/nowhere", "/")) {
            assertThat(bot.get(path, "Origin", ALLOWED).headers().allValues("Vary")).as(path).asString()
                    .contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://relayme.ai.evil.example", "http://relayme.ai",
            "https://relayme.ai:8443", "https://www.relayme.ai", "null", "HTTPS://RELAYME.AI"})
    void letsNoOtherSiteRead(String origin) {
        for (TestBot each : List.of(bot, closed)) {
            assertThat(each.get("/documents", "Origin", origin).headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            HttpResponse<String> preflight = preflight(each, "/ask", origin);
            assertThat(preflight.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-allow"));
        }
    }

    @Test
    void answersThePreflightOfAnAllowedSite() {
        HttpResponse<String> reply = preflight(bot, "/ask", ALLOWED);
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        var headers = reply.headers();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains(ALLOWED);
        assertThat(headers.firstValue("Access-Control-Allow-Methods").orElse("")).contains("POST");
        assertThat(headers.firstValue("Access-Control-Allow-Headers").orElse("")).contains("content-type",
                "authorization");
        assertThat(headers.allValues("Vary")).asString().contains("Origin");
    }

    @Test
    void letsOtherSitesLoadTheWidgetsFileOnly() {
        assertThat(bot.get("/widget.js").headers().firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(bot.get("/documents").headers().firstValue("Cross-Origin-Resource-Policy"))
                .contains("same-origin");
    }
}
