package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {
    private TestBot bot;
    private String key;
    private String otherKey;

    @BeforeAll
    void start() {
        bot = TestBot.start();
        key = bot.apiKey("one");
        otherKey = bot.apiKey("other");
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    private static String conversation(ObjectNode answer) {
        return answer.path("conversation_id").asText();
    }

    private ObjectNode ask(String conversationId, String credential) {
        return bot.ask(TestBot.question("Do you sell it?").put("conversation_id", conversationId), "Authorization",
                "Bearer " + credential);
    }

    @Test
    void goesOnWithItsToken() {
        ObjectNode first = bot.ask("Do you sell my personal data?");
        ObjectNode second = bot.goOn(first, "And who gets it?");
        assertThat(conversation(second)).isEqualTo(conversation(first));
        assertThat(second.path("conversation_token")).isEqualTo(first.path("conversation_token"));
        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnv_01J00000000000000000000000", "nonsense", "", "../../etc/passwd", "' or 1=1 --"})
    void beginsANewOneForAnIdThatIsUnknownAndSaysWhich(String id) {
        ObjectNode mine = bot.ask("hello");
        ObjectNode answer = ask(id, mine.path("conversation_token").asText());
        assertThat(conversation(answer)).startsWith("cnv_").isNotEqualTo(id).isNotEqualTo(conversation(mine));
    }

    @Test
    void beginsANewOneForAForeignIdAndLeavesTheForeignOneAlone() {
        ObjectNode foreign = bot.ask("Do you sell my personal data?");
        ObjectNode mine = bot.ask("hello");
        Map<String, Integer> before = bot.rows();
        for (String token : new String[]{mine.path("conversation_token").asText(), "cvt_wrong", "wrong", "cvt_"}) {
            ObjectNode answer = ask(conversation(foreign), token);
            assertThat(conversation(answer)).isNotEqualTo(conversation(foreign)).isNotEqualTo(conversation(mine));
        }
        assertThat(bot.rows()).containsEntry("conversation", before.getOrDefault("conversation", 0) + 4);
    }

    @Test
    void beginsANewOneWithoutAToken() {
        ObjectNode first = bot.ask("hello");
        ObjectNode second = bot.ask(TestBot.question("thanks").put("conversation_id", conversation(first)));
        assertThat(conversation(second)).isNotEqualTo(conversation(first));
    }

    @Test
    void goesOnWithTheApiKeyThatBeganItAndWithNoOther() {
        ObjectNode first = bot.ask(TestBot.question("Do you sell my data?"), "Authorization", "Bearer " + key);
        assertThat(conversation(ask(conversation(first), key))).isEqualTo(conversation(first));
        assertThat(conversation(ask(conversation(first), otherKey))).isNotEqualTo(conversation(first));
    }

    @Test
    void isNotOpenedByAnApiKeyWhereAVisitorBeganIt() {
        ObjectNode visitors = bot.ask("hello");
        assertThat(conversation(ask(conversation(visitors), key))).isNotEqualTo(conversation(visitors));
    }

    @Test
    void takesTheSchemesNameInAnyCase() {
        ObjectNode first = bot.ask("hello");
        ObjectNode second = bot.ask(TestBot.question("thanks").put("conversation_id", conversation(first)),
                "Authorization", "bearer " + first.path("conversation_token").asText());
        assertThat(conversation(second)).isEqualTo(conversation(first));
    }

    @Test
    void keepsItsLanguageWhereAFollowUpIsTooShortToTell() {
        ObjectNode first = bot.ask("你们会出售我的个人信息吗？");
        assertThat(first.path("language").asText()).isEqualTo("zh-Hans");
        assertThat(bot.goOn(first, "API?").path("language").asText()).isEqualTo("zh-Hans");
        assertThat(bot.goOn(first, "中文？").path("language").asText()).isEqualTo("zh-Hans");
        assertThat(bot.goOn(first, "???").path("language").asText()).isEqualTo("zh-Hans");
    }

    /** An acronym is the same in every language; the reader's own then decides, and any word of a language is stronger. */
    @Test
    void answersAnAcronymInTheReadersLanguage() {
        assertThat(language("GDPR?", "zh-CN")).isEqualTo("zh-Hans");
        assertThat(language("GDPR?", "en")).isEqualTo("en");
        assertThat(language("Is it GDPR?", "zh-CN")).isEqualTo("en");
        assertThat(language("refund?", "zh-CN")).isEqualTo("en");
    }

    private String language(String question, String reader) {
        return bot.ask(TestBot.question(question), "Accept-Language", reader).path("language").asText();
    }

    @Test
    void changesItsLanguageWithTheVisitors() {
        ObjectNode first = bot.ask("你們會否出售我的個人資料？");
        ObjectNode second = bot.goOn(first, "And how do you protect my data?");
        assertThat(second.path("language").asText()).isEqualTo("en");
        assertThat(bot.goOn(second, "多謝晒，咁你哋點保護資料？").path("language").asText()).isEqualTo("zh-Hant");
    }

    @Test
    void understandsAFollowUpByWhatWasAskedBefore() {
        ObjectNode first = bot.ask("What do you do to keep my data secure?");
        ObjectNode second = bot.goOn(first, "Is it encrypted?");
        assertThat(second.path("citations")).anySatisfy(
                citation -> assertThat(citation.path("passage_id").asText()).isEqualTo("privacy-policy:4.2"));
    }

    @Test
    void takesTheRequestForARightThatWasAskedAboutBefore() {
        ObjectNode first = bot.ask("Can I have my data deleted?");
        ObjectNode second = bot.goOn(first, "Please do it");
        assertThat(second.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(second.path("handoff").path("right").asText()).isEqualTo("erasure");
    }
}
