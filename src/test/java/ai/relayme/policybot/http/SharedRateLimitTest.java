package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.TestPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes on one database refuse the same client together. */
@ExtendWith(SharedPostgres.class)
class SharedRateLimitTest {
    private static final String QUESTION = "{\"question\": \"hello\"}";

    @Test
    void refuseTheSameClientTogether(TestPostgres postgres) {
        String url = postgres.freshUrl();
        try (TestBot one = bot(url); TestBot two = bot(url)) {
            // a client of its own, so that neither node has still to load what counts
            assertThat(ask(one, "192.0.2.9").statusCode()).isEqualTo(200);
            assertThat(ask(two, "192.0.2.9").statusCode()).isEqualTo(200);

            assertThat(ask(one, "192.0.2.1").statusCode()).isEqualTo(200);
            assertThat(ask(two, "192.0.2.1").headers().firstValue("RateLimit").orElse(""))
                    .startsWith("\"questions\";r=1;t=");
            assertThat(ask(one, "192.0.2.1").statusCode()).isEqualTo(200);
            for (TestBot bot : new TestBot[]{two, one}) {
                HttpResponse<String> refused = ask(bot, "192.0.2.1");
                assertProblem(refused, 429);
                assertThat(refused.headers().firstValue("RateLimit").orElse("")).startsWith("\"questions\";r=0;t=");
                assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElse(""))).isBetween(1L,
                        1_200L);
            }
            assertThat(ask(two, "192.0.2.2").statusCode()).isEqualTo(200);

            String key = one.apiKey(
                    new ApiKey.Grant("two calls", Set.of(Scope.ASK), Set.of(), new RateLimit(2, Duration.ofHours(1))));
            assertThat(ask(one, "192.0.2.3", "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
            assertThat(ask(two, "192.0.2.4", "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
            assertProblem(ask(one, "192.0.2.5", "Authorization", "Bearer " + key), 429);
        }
    }

    private static TestBot bot(String url) {
        return TestBot.start("DATABASE_URL", url, "RATE_LIMIT", "3/PT1H", "TRUSTED_PROXIES", "127.0.0.0/8");
    }

    private static HttpResponse<String> ask(TestBot bot, String client, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "X-Forwarded-For";
        headers[1] = client;
        System.arraycopy(more, 0, headers, 2, more.length);
        return bot.post("/ask", QUESTION, headers);
    }
}
