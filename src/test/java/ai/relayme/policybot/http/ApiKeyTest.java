package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.ratelimit.RateLimit;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an API key lets its holder do. */
class ApiKeyTest extends BotTest {
    private static final String SHOP = "https://shop.example";

    private String key(Set<Scope> scopes, Set<String> origins, @Nullable String limit) {
        return bot.apiKey(new ApiKey.Grant("test", scopes, origins,
                limit == null ? null : RateLimit.parse(limit).orElseThrow()));
    }

    private HttpResponse<String> use(Scope scope, String key, String... more) {
        String[] headers = Stream
                .concat(Stream.of("Authorization", "Bearer " + key), Arrays.stream(more))
                .toArray(String[]::new);
        return switch (scope) {
            case ASK -> bot.post("/ask", "{\"question\": \"hello\"}", headers);
            case SEARCH -> bot.post("/search", "{\"question\": \"hello\"}", headers);
            case HANDOFF -> bot.post("/handoffs", "{\"email\": \"a@example.com\", \"message\": \"hello\"}", headers);
            case TRANSCRIPTS -> bot.get("/conversations/cnv_none", headers);
        };
    }

    private static int success(Scope scope) {
        return switch (scope) {
            case ASK, SEARCH -> 200;
            case HANDOFF -> 202;
            // there is no such conversation, which only whoever may read any is told
            case TRANSCRIPTS -> 404;
        };
    }

    @ParameterizedTest
    @EnumSource
    void isHeldToItsScopes(Scope scope) {
        String key = key(Set.of(scope), Set.of(), null);
        for (Scope used : Scope.values()) {
            HttpResponse<String> reply = use(used, key);
            if (used == scope) {
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(success(scope));
            } else {
                assertProblem(reply, 403);
                assertThat(reply.body()).contains("'" + used.label() + "'").doesNotContain(key);
            }
        }
    }

    @Test
    void isHeldToItsOriginsWhichBrowsersAreToldOf() {
        String key = key(Set.of(Scope.ASK), Set.of(SHOP), null);
        HttpResponse<String> reply = use(Scope.ASK, key, "Origin", SHOP);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertProblem(use(Scope.ASK, key, "Origin", "https://other.example"), 403);
        assertProblem(use(Scope.ASK, key), 403);
        HttpResponse<String> preflight = bot.send(bot.request("/ask", "Origin", SHOP, "Access-Control-Request-Method",
                "POST", "Access-Control-Request-Headers", "authorization").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization");
    }

    @Test
    void isHeldToItsLimit() {
        String key = key(Set.of(Scope.ASK, Scope.SEARCH), Set.of(), "2/PT1H");
        assertThat(use(Scope.ASK, key).headers().firstValue("RateLimit-Policy")).contains("\"key\";q=2;w=3600");
        assertThat(use(Scope.SEARCH, key).statusCode()).isEqualTo(200);
        HttpResponse<String> third = use(Scope.ASK, key);
        assertProblem(third, 429);
        assertThat(Long.parseLong(third.headers().firstValue("Retry-After").orElse(""))).isBetween(1L, 1_800L);
        assertThat(use(Scope.ASK, key(Set.of(Scope.ASK), Set.of(), "2/PT1H")).statusCode()).isEqualTo(200);
    }

    @Test
    void countsNoMoreFromTheMomentItIsRevoked() {
        String key = key(Set.of(Scope.ASK), Set.of("https://once.example"), null);
        ApiKey kept = bot.apiKeys().getFirst();
        assertThat(kept.lastUsedAt()).isNull();
        assertThat(use(Scope.ASK, key, "Origin", "https://once.example").statusCode()).isEqualTo(200);
        assertThat(bot.apiKeys().stream().filter(one -> one.id().equals(kept.id())).findFirst().orElseThrow()
                .lastUsedAt()).isNotNull();
        assertThat(bot.revoke(kept.id())).isTrue();
        HttpResponse<String> refused = use(Scope.ASK, key, "Origin", "https://once.example");
        assertProblem(refused, 401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(bot.revoke(kept.id())).isFalse();
    }

    @Test
    void isKeptAsAHashOnly() throws Exception {
        String key = bot.apiKey("secret");
        assertThat(bot.apiKeys()).noneMatch(kept -> kept.toString().contains(key));
        try (var files = Files.list(bot.data())) {
            assertThat(files.filter(Files::isRegularFile)).allSatisfy(file -> assertThat(
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(key));
        }
    }

    @Test
    void searchesWithoutAKeyToo() {
        assertThat(TestBot.json(bot.post("/search", "{\"question\": \"who sees my data\"}")).path("results"))
                .isNotEmpty();
    }
}
