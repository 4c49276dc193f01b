package ai.relayme.policybot.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use which route of the console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private static final String PASSWORD = "correct horse battery";

    private TestBot bot;
    private final Map<Role, String> sessions = new EnumMap<>(Role.class);

    @BeforeAll
    void start() {
        bot = TestBot.start("AGENT_PASSWORD", PASSWORD);
        // the first account is there once the console is used
        sessions.put(Role.ADMIN, bot.session("admin", PASSWORD));
        for (Role role : List.of(Role.VIEWER, Role.REVIEWER, Role.APPROVER)) {
            bot.agent(role.label(), role, PASSWORD);
            sessions.put(role, bot.session(role.label(), PASSWORD));
        }
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    private HttpResponse<String> send(ConsoleRoute route, String... headers) {
        // an id that nothing has: whoever gets as far as to be told so was let in
        String path = route.path().replaceAll("\\{[^}]+}", "none");
        return bot.send(bot.request(path, headers).header("Content-Type", "application/json")
                .method(route.method().name(), route.method().equals(HandlerType.GET)
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{}")));
    }

    static Stream<Arguments> routesAndRoles() {
        return Stream.of(ConsoleRoute.values()).filter(route -> route.role() != null)
                .filter(route -> route != ConsoleRoute.END_SESSION)
                .flatMap(route -> Stream.of(Role.values()).map(role -> arguments(route, role)));
    }

    @ParameterizedTest
    @MethodSource("routesAndRoles")
    void letsInTheRoleThatARouteTakesAndNoLesserOne(ConsoleRoute route, Role role) {
        HttpResponse<String> reply = send(route, "Cookie", sessions.getOrDefault(role, ""));
        Role needed = Optional.ofNullable(route.role()).orElseThrow();
        if (role.includes(needed)) {
            assertThat(reply.statusCode()).as(reply.body()).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(TestBot.json(reply).path("detail").asText()).contains(needed.label());
        }
    }

    static Stream<Arguments> routesWithARole() {
        return Stream.of(ConsoleRoute.values()).filter(route -> route.role() != null).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("routesWithARole")
    void letsNobodyInWithoutASession(ConsoleRoute route) {
        for (String cookie : List.of("none=x", "session=", "session=x", "session=" + "A".repeat(43))) {
            assertThat(send(route, "Cookie", cookie).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("routesWithARole")
    void takesNoOrderFromAnotherSite(ConsoleRoute route) {
        if (route.method().equals(HandlerType.GET)) {
            return;
        }
        String cookie = sessions.getOrDefault(Role.ADMIN, "");
        for (String site : List.of("cross-site", "same-site", "anything")) {
            HttpResponse<String> reply = send(route, "Cookie", cookie, "Sec-Fetch-Site", site, "Origin",
                    bot.publicUrl());
            assertThat(reply.statusCode()).as(site).isEqualTo(403);
        }
        for (String origin : List.of("https://evil.example", "null", bot.publicUrl() + ".evil.example")) {
            assertThat(send(route, "Cookie", cookie, "Origin", origin).statusCode()).as(origin).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource("routesWithARole")
    void takesNoOrderOfASessionThatDoesNotTellWhereItComesFrom(ConsoleRoute route) {
        URI address = URI.create(bot.publicUrl() + route.path().replaceAll("\\{[^}]+}", "none"));
        HttpResponse<String> reply = bot
                .send(HttpRequest.newBuilder(address).header("Cookie", sessions.getOrDefault(Role.ADMIN, ""))
                        .header("Content-Type", "application/json").method(route.method().name(),
                                BodyPublishers.ofString(route.method().equals(HandlerType.GET) ? "" : "{}")));
        if (route.method().equals(HandlerType.GET)) {
            assertThat(reply.statusCode()).isNotEqualTo(403);
        } else {
            assertThat(reply.statusCode()).isEqualTo(403);
            assertThat(TestBot.json(reply).path("detail").asText()).contains("Origin");
        }
    }

    @Test
    void beginsASessionForAProgramThatHasNone() {
        HttpResponse<String> reply = bot
                .send(HttpRequest.newBuilder(URI.create(bot.publicUrl() + "/api/console/session"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}")));
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    @Test
    void takesOrdersFromItsOwnPages() {
        String cookie = sessions.getOrDefault(Role.ADMIN, "");
        for (String[] headers : new String[][]{{"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"},
                {"Origin", bot.publicUrl()}, {"Origin", "http://127.0.0.1:" + bot.port()}}) {
            assertThat(send(ConsoleRoute.ADD_AGENT, "Cookie", cookie, headers[0], headers[1]).statusCode())
                    .as(headers[1]).isEqualTo(400);
        }
    }

    @Test
    void managesApiKeys() {
        String cookie = sessions.getOrDefault(Role.ADMIN, "");
        HttpResponse<String> added = bot.post("/api/console/api-keys", """
                {"name": " our shop ", "scopes": ["ask"], "rate_limit": "60/PT1M"}""", "Cookie", cookie);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        ObjectNode made = TestBot.json(added);
        String key = made.path("key").asText();
        String bearer = "Bearer " + key;
        assertThat(bot.post("/ask", "{\"question\":\"hello\"}", "Authorization", bearer).statusCode()).isEqualTo(200);
        assertThat(bot.post("/search", "{\"question\":\"hello\"}", "Authorization", bearer).statusCode())
                .isEqualTo(403);

        String list = bot.get("/api/console/api-keys", "Cookie", cookie).body();
        assertThat(list).doesNotContain(key);
        JsonNode listed = TestBot.json(list).path("api_keys").path(0);
        assertThat(listed.path("name").asText()).isEqualTo("our shop");
        assertThat(key).startsWith(listed.path("prefix").asText());
        assertThat(listed.path("last_used_at").isTextual()).isTrue();
        assertThat(listed.path("revoked_at").isNull()).isTrue();

        String id = made.path("id").asText();
        assertThat(bot.post("/api/console/api-keys/" + id + "/revoke", "{}", "Cookie", cookie).statusCode())
                .isEqualTo(204);
        assertThat(bot.post("/ask", "{\"question\":\"hello\"}", "Authorization", bearer).statusCode()).isEqualTo(401);
        assertThat(bot.post("/api/console/api-keys/" + id + "/revoke", "{}", "Cookie", cookie).statusCode())
                .isEqualTo(404);
        assertThat(TestBot.json(bot.get("/api/console/audit?target=" + id, "Cookie", cookie)).path("entries")
                .findValuesAsText("action")).containsExactly("api_key_revoked", "api_key_added");
    }

    @Test
    void saysAllThatIsWrongWithAnApiKey() {
        HttpResponse<String> reply = bot.post("/api/console/api-keys", """
                {"name": "", "scopes": ["everything"], "origins": ["shop.example"], "rate_limit": "60"}""", "Cookie",
                sessions.getOrDefault(Role.ADMIN, ""));
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(TestBot.json(reply).path("errors").findValuesAsText("pointer")).containsExactlyInAnyOrder("/name",
                "/scopes", "/origins", "/rate_limit");
    }

    @Test
    void servesNoRouteOfTheConsoleThatTheTableDoesNotName() {
        for (String path : List.of("/api/console/", "/api/console/none", "/api/console/session/x", "/api/console")) {
            assertThat(bot.get(path, "Cookie", sessions.getOrDefault(Role.ADMIN, "")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void givesASessionThatNoScriptAndNoOtherSiteCanUse() {
        HttpResponse<String> reply = bot.post("/api/console/session",
                "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(TestBot.json(reply).path("role").asText()).isEqualTo("admin");
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.headers().allValues("Set-Cookie")).hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/")
                        .doesNotContain("Domain"));
        try (TestBot secure = TestBot.start("AGENT_PASSWORD", PASSWORD, "PUBLIC_URL", "https://bot.example")) {
            HttpResponse<String> overTls = secure.post("/api/console/session",
                    "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
            assertThat(overTls.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-session="))
                    .allSatisfy(cookie -> assertThat(cookie).startsWith("__Host-").contains("Secure", "HttpOnly",
                            "SameSite=Strict", "Path=/"));
        }
    }

    @Test
    void endsASessionForGood() {
        String cookie = bot.session("viewer", PASSWORD);
        assertThat(bot.get("/api/console/session", "Cookie", cookie).statusCode()).isEqualTo(200);
        HttpResponse<String> ended = bot.send(bot.request("/api/console/session", "Cookie", cookie).DELETE());
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(ended.headers().firstValue("Set-Cookie")).get().asString().contains("session=;",
                "Expires=Thu, 01 Jan 1970");
        assertThat(bot.get("/api/console/session", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSessionBeforeWhenABrowserLogsInAgain() {
        String before = bot.session("viewer", PASSWORD);
        String elsewhere = bot.session("viewer", PASSWORD);
        HttpResponse<String> refused = bot.post("/api/console/session",
                "{\"name\":\"reviewer\",\"password\":\"wrong\"}", "Cookie", before);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(bot.get("/api/console/session", "Cookie", before).statusCode()).isEqualTo(200);
        HttpResponse<String> again = bot.post("/api/console/session",
                "{\"name\":\"reviewer\",\"password\":\"" + PASSWORD + "\"}", "Cookie", before);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(bot.get("/api/console/session", "Cookie", before).statusCode()).isEqualTo(401);
        assertThat(bot.get("/api/console/session", "Cookie", elsewhere).statusCode()).isEqualTo(200);
        assertThat(TestBot.json(bot.get("/api/console/audit?target=viewer&limit=1", "Cookie",
                sessions.getOrDefault(Role.ADMIN, ""))).path("entries").path(0).path("action").asText())
                .isEqualTo("session_ended");
    }

    @ParameterizedTest
    @CsvSource({"admin,wrong", "nobody,correct horse battery", "Admin,correct horse battery"})
    void tellsNotWhetherNameOrPasswordIsWrong(String name, String password) {
        HttpResponse<String> reply = bot.post("/api/console/session",
                "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(TestBot.json(reply).path("detail").asText()).isEqualTo("Name or password is not right.");
    }

    @Test
    void slowsGuessesDownButNotTheOwnersBrowser() {
        try (TestBot attacked = TestBot.start("AGENT_PASSWORD", PASSWORD)) {
            String owner = attacked.session("admin", PASSWORD);
            String guess = "{\"name\":\"admin\",\"password\":\"guess\"}";
            for (int i = 0; i < 10; i++) {
                assertThat(attacked.post("/api/console/session", guess).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> last = attacked.post("/api/console/session", guess);
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).isPresent();
            String right = "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}";
            assertThat(attacked.post("/api/console/session", right).statusCode()).isEqualTo(429);
            assertThat(attacked.post("/api/console/session", right, "Cookie", owner).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isSetUpByALinkWhereNoPasswordIsSet() {
        try (TestBot fresh = TestBot.start()) {
            for (String password : List.of("admin", "password", "")) {
                assertThat(fresh.post("/api/console/session",
                        "{\"name\":\"admin\",\"password\":\"" + password + "\"}").statusCode()).isIn(400, 401);
            }
            String link = fresh.setupLink().orElseThrow();
            assertThat(link).startsWith(fresh.publicUrl() + "/console/#setup=");
            String token = link.substring(link.indexOf('=') + 1);
            ObjectNode chosen = TestBot.json("{}").put("token", token).put("password", "short");
            HttpResponse<String> refused = fresh.post("/api/console/setup", chosen.toString());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(TestBot.json(refused).path("errors").path(0).path("pointer").asText()).isEqualTo("/password");
            for (String common : List.of("password1234", "Password 1234!", "p@ssw0rd2026", "123456789012",
                    "qwertyuiop123",
                    "qwertyqwerty", "admin admin admin", "Adminadmin2026", "relayme relayme", "RelayMePolicyBot",
                    "passwordpassword", "aaaaaaaaaaaa", "abcabcabcabc", "1qaz2wsx3edc", "poiuytrewq321",
                    "111222333444", "!!!!!!!!!!!!")) {
                assertThat(fresh.post("/api/console/setup", chosen.put("password", common).toString()).body())
                        .as(common).contains("guessed first");
            }
            chosen.put("password", PASSWORD);
            assertThat(fresh.post("/api/console/setup", chosen.toString()).statusCode()).isEqualTo(200);
            assertThat(fresh.post("/api/console/setup", chosen.toString()).statusCode()).as("once").isEqualTo(403);
            assertThat(fresh.session("admin", PASSWORD)).contains("session=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "<script>", "a  b", "-x", "x-", "a\u200Bb", "\u3164", "a\u202Eb", "a;b",
            "\u0301a"})
    void takesNoNameThatIsNone(String name) {
        HttpResponse<String> reply = bot.post("/api/console/agents",
                TestBot.json("{\"role\":\"viewer\"}").put("name", name).toString(), "Cookie",
                sessions.getOrDefault(Role.ADMIN, ""));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(TestBot.json(reply).path("errors").path(0).path("pointer").asText()).isEqualTo("/name");
    }

    /** In the log a name is all that tells who it was. */
    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "VIEWER", "\uFF41dmin", "\u0430dmin", "v\u0456ewer", "PolicyBot", "Command Line"})
    void takesNoNameThatLooksLikeAnother(String name) {
        assertThat(bot.post("/api/console/agents",
                TestBot.json("{\"role\":\"viewer\"}").put("name", name).toString(), "Cookie",
                sessions.getOrDefault(Role.ADMIN, "")).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"陳大文", "Ann O'Hara", "ann.lee@relayme.ai", "Zoë-2", "J. R. Ho"})
    void takesTheNamesThatPeopleHave(String name) {
        assertThat(bot.post("/api/console/agents",
                TestBot.json("{\"role\":\"viewer\"}").put("name", name).toString(), "Cookie",
                sessions.getOrDefault(Role.ADMIN, "")).statusCode()).isEqualTo(201);
    }

    @Test
    void logsWhatAnAdministratorDoes() {
        String admin = sessions.getOrDefault(Role.ADMIN, "");
        HttpResponse<String> added = bot.post("/api/console/agents", "{\"name\":\"Ming 明\",\"role\":\"viewer\"}",
                "Cookie", admin);
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(TestBot.json(added).path("setup_url").asText()).contains("/console/#setup=");
        assertThat(bot.post("/api/console/agents", "{\"name\":\"Ming 明\",\"role\":\"viewer\"}", "Cookie", admin)
                .statusCode()).isEqualTo(409);
        JsonNode entries = TestBot.json(bot.get("/api/console/audit?limit=1&target=Ming%20%E6%98%8E", "Cookie", admin))
                .path("entries");
        assertThat(entries).hasSize(1);
        assertThat(entries.path(0).path("agent").asText()).isEqualTo("admin");
        assertThat(entries.path(0).path("action").asText()).isEqualTo("agent_added");
    }
}
