package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard in the docs shows what the bot tells. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("(?:policybot|jvm)_[a-z_]+(?=[\\[{) \"]|$)");

    @Test
    void asksForFiguresThatThereAre() throws Exception {
        String dashboard = Files.readString(Path.of("src/docs/grafana-dashboard.json"));
        Set<String> named = TestBot.json(dashboard).findValuesAsText("expr").stream()
                .flatMap(expression -> METRIC.matcher(expression).results().map(MatchResult::group))
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(8);
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none",
                        "RELAY_MODEL", "test", "RELAY_TIMEOUT", "PT2S")) {
            relay.replies(Reply.says("We never sell your personal information to third parties. [1]"),
                    Reply.of(401, "application/json", "{}"));
            bot.ask("Do you sell my personal data?");
            bot.ask("Do you share my personal data with anybody?");
            bot.ask("Do you give discounts to students?");
            assertThat(bot.post("/handoffs", "{\"email\":\"visitor@example.com\",\"message\":\"Hello\"}").statusCode())
                    .isEqualTo(202);
            while (bot.metric("policybot_mail_attempts_total", "result=\"kept\"") == 0) {
                LockSupport.parkNanos(10_000_000);
            }
            String metrics = bot.get("/metrics").body();
            assertThat(named).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
            assertTellsHowItStands(bot);
            assertThat(bot.metric("policybot_questions_total", "outcome=\"abstained\"", "reason=\"none\"")).isZero();
            assertThat(bot.metric("policybot_questions_total", "language=\"en\"")).isEqualTo(3);
        }
    }

    private static void assertTellsHowItStands(TestBot bot) {
        assertThat(bot.metric("policybot_handoffs_total", "kind=\"handoff\"")).isEqualTo(1);
        assertThat(bot.metric("policybot_rights_requests", "kind=\"handoff\"", "state=\"awaiting_verification\""))
                .isEqualTo(1);
        assertThat(bot.metric("policybot_rights_requests", "kind=\"rights_request\"")).isZero();
        assertThat(bot.metric("policybot_rights_requests_overdue")).isZero();
        assertThat(bot.metric("policybot_outbox_pending")).isEqualTo(1);
        assertThat(bot.metric("policybot_corpus_faults")).isZero();
        assertThat(bot.metric("policybot_corpus_passages")).isGreaterThan(100);
        assertThat(bot.metric("policybot_store_up")).isEqualTo(1);
        assertThat(bot.metric("policybot_build_info", "version=\"development\"")).isEqualTo(1);
        assertThat(bot.metric("policybot_http_requests_seconds_count", "method=\"POST\"", "route=\"/ask\"",
                "status=\"200\"")).isEqualTo(3);
        for (String stage : List.of("intent", "retrieval", "relay", "gates", "quoting", "storing")) {
            assertThat(bot.metric("policybot_stage_seconds_count", "stage=\"" + stage + "\"")).as(stage).isPositive();
        }
        assertThat(bot.get("/no-such-thing/visitor@example.com").statusCode()).isEqualTo(404);
        assertThat(bot.metric("policybot_http_requests_seconds_count", "route=\"none\"", "status=\"404\""))
                .isEqualTo(1);
        assertThat(bot.get("/metrics").body()).doesNotContain("visitor@example.com");
    }
}
