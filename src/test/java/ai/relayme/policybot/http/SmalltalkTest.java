package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the bot says to who asks for nothing. */
class SmalltalkTest extends BotTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"hello | Hello!", "anyone home? | Hello!", "嗨，有人在不 | 您好",
            "thanks | You are welcome",
            "谢谢 | 不客气", "唔該晒 | 不客氣", "bye | Goodbye", "拜拜 | 再", "who are you? | an AI and not a person",
            "你是谁 | 不是真人", "you're a useless piece of junk | I am sorry", "are you dumb or what | support team",
            "this bot is rubbish | support team", "shut up | support team", "蠢材 | 客服"})
    void answersTalkByItsKind(String message, String said) {
        ObjectNode answer = bot.ask(message);

        assertThat(answer.path("outcome").asText()).isEqualTo("smalltalk");
        assertThat(answer.path("answer").asText()).contains(said);
    }

    @Test
    void doesNotIntroduceItselfAnewInTheMidstOfAConversation() {
        ObjectNode first = bot.ask("Do you sell my data?");

        assertThat(bot.goOn(first, "thanks").path("answer").asText()).doesNotContain("I am RelayMe");
        assertThat(bot.goOn(first, "ok").path("answer").asText()).doesNotContain("I am RelayMe");
    }
}
