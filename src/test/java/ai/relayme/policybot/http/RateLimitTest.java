package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two questions an hour for each client; the loopback address is a proxy that is trusted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {
    private static final String QUESTION = "{\"question\": \"hello\"}";

    private TestBot bot;
    private TestBot direct;

    @BeforeAll
    void start() {
        bot = TestBot.start("RATE_LIMIT", "2/PT1H", "TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8, fd00::/8");
        direct = TestBot.start("RATE_LIMIT", "2/PT1H");
    }

    @AfterAll
    void stop() {
        bot.close();
        direct.close();
    }

    private int status(String forwardedFor, String... more) {
        List<String> headers = new ArrayList<>(List.of("X-Forwarded-For", forwardedFor));
        headers.addAll(List.of(more));
        return bot.post("/ask", QUESTION, headers.toArray(String[]::new)).statusCode();
    }

    private void use(String forwardedFor) {
        assertThat(status(forwardedFor)).isEqualTo(200);
        assertThat(status(forwardedFor)).isEqualTo(200);
        assertThat(status(forwardedFor)).isEqualTo(429);
    }

    @Test
    void refusesTheQuestionOverTheLimitAndSaysWhenToTryAgain() {
        HttpResponse<String> first = bot.post("/ask", QUESTION, "X-Forwarded-For", "192.0.2.1");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"questions\";q=2;w=3600");
        assertThat(first.headers().firstValue("RateLimit").orElse("")).matches("\"questions\";r=1;t=\\d+");
        assertThat(status("192.0.2.1")).isEqualTo(200);
        Map<String, Integer> before = bot.rows();
        HttpResponse<String> third = bot.post("/ask", QUESTION, "X-Forwarded-For", "192.0.2.1");
        assertProblem(third, 429);
        assertThat(third.headers().firstValue("RateLimit")).contains(
                "\"questions\";r=0;t=" + third.headers().firstValue("Retry-After").orElse(""));
        assertThat(Long.parseLong(third.headers().firstValue("Retry-After").orElse(""))).isBetween(1L, 1_800L);
        assertThat(third.body()).doesNotContain("192.0.2.1");
        assertThat(bot.rows()).isEqualTo(before);
    }

    @Test
    void countsEachClientForItself() {
        use("192.0.2.10");
        assertThat(status("192.0.2.11")).isEqualTo(200);
    }

    @Test
    void countsAWholeIpv6NetworkOfAHouseholdAsOneClient() {
        assertThat(status("2001:db8:1:2::1")).isEqualTo(200);
        assertThat(status("2001:db8:1:2:ffff::9")).isEqualTo(200);
        assertThat(status("2001:db8:1:2:aaaa:bbbb:cccc:dddd")).isEqualTo(429);
        assertThat(status("2001:db8:1:3::1")).isEqualTo(200);
    }

    @Test
    void takesAMappedIpv4AddressForTheIpv4Address() {
        use("192.0.2.20");
        assertThat(status("::ffff:192.0.2.20")).isEqualTo(429);
    }

    @Test
    void believesOnlyWhatTrustedProxiesAdded() {
        use("192.0.2.30");
        // the visitor wrote the first address, the proxy at the edge added the second
        assertThat(status("1.2.3.4, 192.0.2.30")).isEqualTo(429);
        assertThat(status("192.0.2.30, 10.1.2.3")).isEqualTo(429);
        assertThat(status("192.0.2.30, fd00::1, 10.1.2.3")).isEqualTo(429);
        assertThat(status("192.0.2.30, 192.0.2.31")).isEqualTo(200);
    }

    @Test
    void joinsTheLinesOfAHeaderThatComesInTwo() {
        use("192.0.2.40");
        assertThat(status("1.2.3.4", "X-Forwarded-For", "192.0.2.40")).isEqualTo(429);
    }

    @Test
    void readsAnAddressWithItsPort() {
        use("198.51.100.60:49152");
        assertThat(status("198.51.100.60")).isEqualTo(429);
        assertThat(status("198.51.100.61:49152")).isEqualTo(200);
        use("[2001:db8:60::1]:443");
        assertThat(status("2001:db8:60::1")).isEqualTo(429);
    }

    @Test
    void standsNonsenseInTheHeader() {
        for (String nonsense : List.of("unknown", ",,,", "999.1.1.1", "192.0.2.0/24", "*", "1.2.3.4:80",
                "a".repeat(4_000))) {
            assertThat(status(nonsense)).isIn(200, 429);
        }
    }

    @Test
    void countsAQuestionThatIsRefusedToo() {
        for (int i = 0; i < 2; i++) {
            assertThat(bot.post("/ask", "{", "X-Forwarded-For", "192.0.2.50").statusCode()).isEqualTo(400);
        }
        assertThat(status("192.0.2.50")).isEqualTo(429);
    }

    @Test
    void doesNotLimitCallersWithAnApiKey() {
        String key = bot.apiKey("developer");
        for (int i = 0; i < 5; i++) {
            assertThat(status("192.0.2.60", "Authorization", "Bearer " + key)).isEqualTo(200);
        }
        assertThat(status("192.0.2.60")).isEqualTo(200);
    }

    @Test
    void ignoresTheHeaderWhereTheCallerIsNoTrustedProxy() {
        for (int i = 0; i < 3; i++) {
            int status = direct.post("/ask", QUESTION, "X-Forwarded-For", "192.0.2." + i).statusCode();
            assertThat(status).isEqualTo(i < 2 ? 200 : 429);
        }
    }

    @Test
    void limitsQuestionsOnly() {
        for (int i = 0; i < 5; i++) {
            assertThat(bot.get("/documents", "X-Forwarded-For", "192.0.2.70").statusCode()).isEqualTo(200);
            assertThat(bot.get("/health/ready", "X-Forwarded-For", "192.0.2.70").statusCode()).isEqualTo(200);
        }
        assertThat(status("192.0.2.70")).isEqualTo(200);
    }
}
