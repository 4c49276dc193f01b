package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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
            String metrics = bot.get("/metrics").body();
            assertThat(named).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
            assertThat(bot.metric("policybot_questions_total", "outcome=\"abstained\"", "reason=\"none\"")).isZero();
            assertThat(bot.metric("policybot_questions_total", "language=\"en\"")).isEqualTo(3);
        }
    }
}
