package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.redaction.Planted;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What visitors write of themselves does not reach the relay. */
class RedactionTest {
    private static final int PLANTED = 1_000;
    private static final int IN_ONE_QUESTION = 10;
    private static final List<String> AROUND = List.of("Do you sell my personal data? I am %s.",
            "你們會否出售我的個人資料？我係%s，", "你们会出售我的个人信息吗？我是%s。");

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[^A-Za-z0-9@:.]", "");
    }

    @Test
    void letsNoneOfAThousandPlantedIdentifiersReachTheRelay() {
        Planted planted = new Planted(5);
        Queue<String> prompts = new ConcurrentLinkedQueue<>();
        try (FakeRelay relay = FakeRelay.start(0, request -> {
            prompts.add(request.body());
            return FakeRelay.quote(request);
        });
                TestBot bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none",
                        "RELAY_MODEL", "m", "RATE_LIMIT", "off")) {
            List<String> all = new ArrayList<>();
            ObjectNode earlier = null;
            for (int i = 0; i < PLANTED; i += IN_ONE_QUESTION) {
                List<String> some = new ArrayList<>();
                for (int j = 0; j < IN_ONE_QUESTION; j++) {
                    some.add(planted.next());
                }
                all.addAll(some);
                String question = AROUND.get(i / IN_ONE_QUESTION % AROUND.size()).formatted(String.join(" ; ", some));
                earlier = i % 20 == 0 || earlier == null ? bot.ask(question) : bot.goOn(earlier, question);
            }
            assertThat(prompts).isNotEmpty();
            String sent = bare(String.join("\n", prompts));
            assertThat(all).filteredOn(identifier -> sent.contains(bare(identifier))).isEmpty();
            assertThat(String.join("\n", prompts)).contains("[EMAIL_1]", "[CARD_1]");
        }
    }

    @Test
    void showsNoPlaceholderInAnAnswer() {
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = TestBot.start("RELAY_BASE_URL",
                        relay.baseUrl().toString(), "RELAY_API_KEY", "none", "RELAY_MODEL", "m")) {
            relay.replies(Reply.says("[EMAIL_1], we do not sell your personal information to third parties. [1]\n",
                    "We do not sell your personal information to third parties. [1]"));
            ObjectNode answer = bot.ask("I am amy@example.com. Do you sell my personal data?");
            assertThat(answer.path("answer").asText())
                    .isEqualTo("We do not sell your personal information to third parties. [1]");
        }
    }
}
