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

/** Messages that ask two things, of which the policies may leave one open. */
class TwoQuestionsTest extends BotTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Do you sell my data and how long do you keep it? | privacy-policy:3.1 | could not find an answer to the other part",
            "Is my data encrypted in transit, and do you have a bug bounty? | privacy-policy:4.2 | could not find an answer to the other part",
            "Do you have a bug bounty, and is my data encrypted in transit? | privacy-policy:4.2 | could not find an answer to the other part",
            "卖不卖我的数据？数据保存多久？ | privacy-policy:3.1 | 另一部分", "支持支付宝吗，多少钱一个月 | contact:2.1 | 另一部分",
            "會記錄我的IP嗎？又會存幾多年？ | privacy-policy:1.5 | 另一部分",
            "能用微信付款吗？充值多少起？ | contact:2.1 | 另一部分",
            "Can I pay with WeChat? What is the minimum top-up? | contact:2.1 | could not find an answer to the other part"})
    void answersTheOneThatIsCoveredAndSaysThatTheOtherIsNot(String question, String passage, String said) {
        ObjectNode answer = bot.ask(question);

        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("citations").findValuesAsText("passage_id")).startsWith(passage)
                .allMatch(cited -> cited.equals(passage) || cited.endsWith(".1"));
        JsonNode last = answer.path("segments").path(answer.path("segments").size() - 1);
        assertThat(last.path("text").asText()).contains(said);
        assertThat(last.path("provenance").asText()).isEqualTo("fixed_text");
        assertThat(answer.path("handoff").path("kind").asText()).isEqualTo("support");
    }

    @Test
    void isAsSureOfTheOneAsIfItHadBeenAskedAlone() {
        ObjectNode alone = bot.ask("Do you sell my data");
        ObjectNode half = bot.ask("Do you sell my data and how long do you keep it?");

        assertThat(half.path("answer").asText()).contains("the other part");
        for (String figure : List.of("support", "threshold")) {
            assertThat(bot.stored(half.path("id").asText(), figure)).as(figure)
                    .isEqualTo(bot.stored(alone.path("id").asText(), figure));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who is your CEO and where do your servers stand?",
            "How long do you keep my data, and do you delete it afterwards?",
            "How many days do I have for a refund, and does it go back to my card?", "个人信息保护负责人姓甚名谁，怎么直接联系他"})
    void abstainsWhereTheSecondOnlyGoesOnFromWhatIsNotCovered(String question) {
        assertThat(bot.ask(question).path("outcome").asText()).isEqualTo("abstained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"How are you? Do you sell my data?",
            "Is the connection encrypted? And do you make backups?"})
    void missesNothingWhereOnePartIsTalkOrBothAreCovered(String question) {
        ObjectNode answer = bot.ask(question);

        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("handoff").isNull()).isTrue();
        assertThat(answer.path("answer").asText()).doesNotContain("other part");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Is the connection encrypted? And do you make backups? | privacy-policy:4.2 | privacy-policy:4.4",
            "Do you make backups, and is the connection to your site encrypted? | privacy-policy:4.4 | privacy-policy:4.2"})
    void answersInTheOrderOfTheQuestions(String question, String first, String second) {
        assertThat(bot.ask(question).path("citations").findValuesAsText("passage_id")).containsExactly(first, second,
                "privacy-policy:4.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What account data do you collect, and is the connection to you encrypted? | privacy-policy:1.2 | privacy-policy:4.2",
            "What payment data do you collect, and do you make backups? | privacy-policy:1.4 | privacy-policy:4.4",
            "What are the support hours, and what account data do you collect? | contact:1.3 | privacy-policy:1.2"})
    void answersEachThatIsCovered(String question, String first, String second) {
        assertThat(bot.ask(question).path("citations").findValuesAsText("passage_id")).containsSubsequence(first,
                second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Hello there, we are a small bureau in Leeds and happy with the service. Last week a client sent us one of those endless forms, and at item 27 they want to know whether outside firms, such as whoever hosts your cloud, get to see customer data. Could you tell me? All the best, Moira | privacy-policy:3.2",
            "我在大连开了一家小书店，平时喜欢看点科技新闻。付款资料会不会给银行卡公司？ | privacy-policy:1.4"})
    void findsTheQuestionInAStory(String story, String passage) {
        assertThat(bot.ask(story).path("citations").findValuesAsText("passage_id")).startsWith(passage);
    }
}
