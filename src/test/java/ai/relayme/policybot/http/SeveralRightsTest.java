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

/** Messages that hold several requests, and those that hold one without saying which. */
class SeveralRightsTest extends BotTest {
    private static List<String> rights(JsonNode answer) {
        return answer.path("handoff").path("rights").valueStream().map(JsonNode::asText).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "I want a copy of my data and then delete it all | access | erasure | 5.2 | 5.4",
            "Tell me everything you have on me and correct my address | access | rectification | 5.2 | 5.3",
            "先给我一份我的数据，然后全部删除 | access | erasure | 5.2 | 5.4", "帮我导出数据再注销账号 | portability | erasure | 5.6 | 5.4",
            "請更正我的電話，並停止用我的資料做推廣 | rectification | objection | 5.3 | 5.7",
            "我要查閱我的資料及更正我的電郵 | access | rectification | 5.2 | 5.3",
            "Can I get a copy of my data? Please delete my account. | access | erasure | 5.2 | 5.4"})
    void offersEachRightThatAMessageNamesInItsOrder(String message, String first, String second, String firstPassage,
            String secondPassage) {
        ObjectNode answer = bot.ask(message);

        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo(first);
        assertThat(rights(answer)).containsExactly(first, second);
        assertThat(answer.path("citations").findValuesAsText("passage_id")).containsExactly(
                "privacy-policy:" + firstPassage, "privacy-policy:" + secondPassage, "privacy-policy:5.1",
                "privacy-policy:5.8");
    }

    @Test
    void namesEachOfThemInItsOwnWords() {
        assertThat(bot.ask("I want a copy of my data and then delete it all").path("answer").asText())
                .contains("(access, erasure)");
        assertThat(bot.ask("先给我一份我的数据，然后全部删除").path("answer").asText()).contains("（查阅、删除）");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"I don't want my data deleted, I only want a copy of it | access",
            "Delete my account and all my data | erasure", "账号别删，只是想把邮箱改了 | rectification",
            "不删号，就是不想收到你们的广告邮件 | objection",
            "資料先保留但不要再處理，等爭議結束，並非要求刪除 | restriction",
            "Please stop sending me marketing mail and remove me from the list | objection"})
    void offersOneRightWhereTheOtherIsDeniedOrTheSame(String message, String right) {
        assertThat(rights(bot.ask(message))).containsExactly(right);
    }

    @Test
    void takesAgreementForAllThatWasOffered() {
        ObjectNode first = bot.ask("I want a copy of my data and then delete it all");

        assertThat(rights(bot.goOn(first, "yes please, go ahead"))).containsExactly("access", "erasure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I want to make a data subject request", "I want to exercise my rights under the GDPR",
            "我要行使我的个人信息权利", "我想提出資料主體請求"})
    void asksWhichRightIsMeantWhereNoneIsNamed(String message) {
        ObjectNode answer = bot.ask(message);

        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(answer.path("handoff").path("kind").asText()).isEqualTo("rights_request");
        assertThat(answer.path("handoff").path("right").isNull()).isTrue();
        assertThat(rights(answer)).isEmpty();
        assertThat(answer.path("segments").path(0).path("text").asText()).containsAnyOf("?", "？");
    }

    @ParameterizedTest
    @ValueSource(strings = {"What are my rights?", "我有哪些权利", "我對自己的資料有甚麼權利？"})
    void tellsTheRightsToWhoeverAsksWhatTheyAre(String question) {
        assertThat(bot.ask(question).path("outcome").asText()).isEqualTo("answered");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Good morning, I opened an account in May because a friend told me to. I never got the hang of it. So I'd be obliged if you would remove me and all that you have about me from your system. Regards, Tom | erasure",
            "I have been a customer for two years. My team likes the service. It would be good if somebody corrected the spelling of my surname in your files. Kind regards, Ann | rectification",
            "我喺深水埗開咗間舖頭，生意麻麻。上年試過你哋服務，幾好用。以後唔好再寄啲廣告畀我。祝好，阿林 | objection"})
    void hearsTheOneSentenceOfAStoryThatAsksForSomething(String message, String right) {
        ObjectNode answer = bot.ask(message);
        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(rights(answer)).containsExactly(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I deleted my account last year. It took a week. Do you still keep my data?",
            "我上个月注销了账号。后来又想回来。你们还留着我的资料吗？",
            "So once I have signed up I can never have my data deleted, right?", "所以我注册之后就再也没法删除个人信息了，是吗？"})
    void takesWhatIsToldOrOnlyAskedForNoRequest(String message) {
        assertThat(bot.ask(message).path("outcome").asText()).isNotEqualTo("rights_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"请删除我的账户", "請刪除我的帳戶。", "麻烦注销我的账户", "Please erase my account"})
    void hearsAPlainRequest(String message) {
        ObjectNode answer = bot.ask(message);
        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(rights(answer)).containsExactly("erasure");
    }
}
