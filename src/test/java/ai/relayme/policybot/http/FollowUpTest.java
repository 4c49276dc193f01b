package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message that says little of its own after an answer that offered to use a right, or did not. */
class FollowUpTest extends BotTest {
    private static String right(JsonNode answer) {
        return answer.path("handoff").path("right").asText();
    }

    private static List<String> cited(JsonNode answer) {
        return answer.path("citations").findValuesAsText("passage_id");
    }

    private ObjectNode last(String first, String... others) {
        ObjectNode answer = bot.ask(first);
        for (String other : others) {
            answer = bot.goOn(answer, other);
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"資料錯咗可唔可以改 | 咁要點樣申請先得 | rectification | 5.3",
            "能看到你们存了我什么吗 | 那要怎么去申请呢 | access | 5.2",
            "Can I have wrong data corrected? | and how would I go about that? | rectification | 5.3",
            "Can I have my data deleted? | how do I apply for that? | erasure | 5.4",
            "Can I get a copy of my data? | How? | access | 5.2"})
    void tellsHowTheRightIsUsedThatWasJustSpokenOf(String first, String followUp, String right, String passage) {
        ObjectNode answer = last(first, followUp);

        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(right(answer)).isEqualTo(right);
        assertThat(cited(answer)).containsExactly("privacy-policy:" + passage, "privacy-policy:5.1",
                "privacy-policy:5.8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Can I get my data deleted? | Yes please, do",
            "Can I get my data deleted? | fine, do it then", "Can I get my data deleted? | let's do it",
            "Can I get my data deleted? | OK please do that for me", "Can I get my data deleted? | sure",
            "Can I get my data deleted? | yes, I would like that", "可以删除我的数据吗 | 行，我要办", "可以删除我的数据吗 | 好的，那就帮我办吧",
            "可以删除我的数据吗 | 是的，麻烦了", "可以刪除我嘅資料嗎 | 好呀，咁開始啦", "可以刪除我嘅資料嗎 | 那麻煩幫我申請", "可以刪除我嘅資料嗎 | 係呀，唔該"})
    void takesAgreementForTheRequestThatWasOffered(String first, String agreement) {
        ObjectNode answer = last(first, agreement);

        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(right(answer)).isEqualTo("erasure");
    }

    @Test
    void keepsTheRightOverSeveralFollowUps() {
        ObjectNode answer = last("資料錯咗可唔可以改", "咁要點樣申請先得", "唔該晒", "好，咁幫我改啦");

        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(right(answer)).isEqualTo("rectification");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Can I have wrong data corrected? | no wait, delete it all instead",
            "資料錯咗可唔可以改 | 好，咁幫我刪晒啦", "可以更正我的信息吗 | 那请帮我把数据全部删除"})
    void takesTheRightThatAFollowUpNamesItself(String first, String followUp) {
        assertThat(right(last(first, followUp))).isEqualTo("erasure");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Can I get my data deleted? | ok thanks", "Can I get my data deleted? | ok",
            "Can I get my data deleted? | great, thank you", "Can I get my data deleted? | No, don't do it",
            "可以删除我的数据吗 | 好的，谢谢", "可以删除我的数据吗 | 不用了", "可以刪除我嘅資料嗎 | 唔該晒", "可以刪除我嘅資料嗎 | 唔使喇"})
    void takesPolitenessForNoAgreement(String first, String politeness) {
        assertThat(last(first, politeness).path("outcome").asText()).isEqualTo("smalltalk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Do you sell my data? | yes please", "Do you sell my data? | fine, do it then",
            "Do you sell my data? | let's do it", "是否卖我数据 | 好的，那就帮我办吧", "會唔會賣我啲資料 | 好呀，咁開始啦"})
    void findsNoRequestInAgreementWhereNoneWasOffered(String first, String agreement) {
        assertThat(last(first, agreement).path("outcome").asText()).isNotEqualTo("rights_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Can I have my data deleted? | How long does it take? | OK, go ahead | rights_request",
            "我可以删除我的数据吗？ | 要多久？ | 好的，办吧 | rights_request",
            "Can I have my data deleted? | How long does it take? | ok | smalltalk"})
    void remembersTheRightThatWasOfferedBeforeAQuestion(String first, String between, String then, String outcome) {
        ObjectNode answer = bot.goOn(bot.goOn(bot.ask(first), between), then);
        assertThat(answer.path("outcome").asText()).isEqualTo(outcome);
        if (outcome.equals("rights_request")) {
            assertThat(answer.path("handoff").path("right").asText()).isEqualTo("erasure");
        }
    }

    @Test
    void offersTheRightAgainToWhoeverAsksHowToAskForIt() {
        ObjectNode answer = bot.goOn(bot.ask("Can I have my data deleted?"), "how do I ask for that?");
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo("erasure");
    }
}
