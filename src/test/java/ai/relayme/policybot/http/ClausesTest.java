package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages whose clauses want several things, or say what is not wanted. */
class ClausesTest extends BotTest {
    private static List<String> passages(JsonNode answer) {
        return answer.path("citations").findValuesAsText("passage_id");
    }

    /** Each in its place: what is asked first comes first. */
    private void assertServes(String message, String outcome, String right, String first, String second) {
        ObjectNode answer = bot.ask(message);

        assertThat(answer.path("outcome").asText()).isEqualTo(outcome);
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo(right);
        assertThat(passages(answer)).containsSubsequence(first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Delete my account. What are your support hours? | erasure | privacy-policy:5.4 | contact:1.3",
            "Do you back up data? Also please delete my account. | erasure | privacy-policy:4.4 | privacy-policy:5.4",
            "I'd like to change my email, and also do you sell data? | rectification | privacy-policy:5.3 | privacy-policy:3.1",
            "请删除我的账户。另外你们卖数据吗？ | erasure | privacy-policy:5.4 | privacy-policy:3.1",
            "你哋收咩卡？另外幫我刪晒啲資料 | erasure | contact:2.1 | privacy-policy:5.4",
            "Please delete my data, and can I talk to a human? | erasure | privacy-policy:5.4 | contact:1.1",
            "我想删除账号，能不能转人工？ | erasure | privacy-policy:5.4 | contact:1.1"})
    void losesNoRequestBesideSomethingElse(String message, String right, String first, String second) {
        assertServes(message, "rights_request", right, first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Who gets my data? Can I have it deleted? | erasure | privacy-policy:3.2 | privacy-policy:5.4",
            "我的资料会给谁？能不能删？ | erasure | privacy-policy:3.2 | privacy-policy:5.4",
            "你們會備份嗎？我可以更正資料嗎？ | rectification | privacy-policy:4.4 | privacy-policy:5.3"})
    void tellsOfARightAndAnswersTheQuestionBesideIt(String message, String right, String first, String second) {
        assertServes(message, "answered", right, first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please delete my data, and can I talk to a human?", "我想删除账号，能不能转人工？"})
    void saysNothingOfAnOtherPartWhereThatWantsAPerson(String message) {
        assertThat(bot.ask(message).path("answer").asText()).doesNotContain("other part", "另一部分");
    }

    @Test
    void answersTheQuestionBesideAnAgreement() {
        ObjectNode answer = bot.goOn(bot.ask("Can I get my data deleted?"), "Yes please, and do you make backups?");

        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo("erasure");
        assertThat(passages(answer)).containsSubsequence("privacy-policy:5.4", "privacy-policy:4.4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"How long do you keep it? | abstained", "Do you keep it encrypted? | answered",
            "never mind, I want to talk to a human | human", "算了，转人工吧 | human"})
    void takesNoQuestionAndNoWishForAPersonForARequestTakenBack(String message, String outcome) {
        assertThat(bot.goOn(bot.ask("delete my account"), message).path("outcome").asText()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Don't store my personal data any longer", "I don't want you to keep my data"})
    void takesNoWishThatDataBeKeptNoLongerForOneThatIsDeclined(String message) {
        assertThat(bot.ask(message).path("outcome").asText()).isNotEqualTo("smalltalk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"do not erase my data", "I never asked you to delete my account", "唔好刪我嘅資料"})
    void offersNothingToWhoeverDeclines(String message) {
        ObjectNode answer = bot.ask(message);

        assertThat(answer.path("outcome").asText()).isEqualTo("smalltalk");
        assertThat(answer.path("answer").asText()).containsAnyOf("All right", "好的");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Don't delete my account, just explain how you back up data", "唔好刪我個account住，我想知啲資料點備份"})
    void answersTheQuestionAloneBesideWhatIsDeclined(String message) {
        ObjectNode answer = bot.ask(message);

        assertThat(passages(answer)).startsWith("privacy-policy:4.4").doesNotContain("privacy-policy:5.4");
        assertThat(answer.path("handoff").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"actually forget it, I'll keep the account", "算了，不删了", "还是不删了吧"})
    void letsARequestBeTakenBack(String message) {
        assertThat(bot.goOn(bot.ask("delete my account"), message).path("outcome").asText()).isEqualTo("smalltalk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"are you human or software | not a person", "你是真人还是机器 | 不是真人",
            "你係咪真人 | 不是真人"})
    void saysThatItIsNoPerson(String message, String said) {
        assertThat(bot.ask(message).path("answer").asText()).contains(said);
    }
}
