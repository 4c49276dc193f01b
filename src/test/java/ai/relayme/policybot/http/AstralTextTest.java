package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.corpus.CorpusFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Characters beyond the first plane, which are two of Java's chars and one of the contract's characters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AstralTextTest {
    private static final String FIRST = "😀😀 We collect cookies 🍪 on every visit.";
    private static final String SECOND = "We never sell your personal data 𠮷 to anyone.";

    private TestBot bot;

    @BeforeAll
    void start(@TempDir Path folder) {
        CorpusFiles.write(folder, "en/policy.md",
                CorpusFiles.document("Policy", "reference-translation", FIRST + " " + SECOND));
        CorpusFiles.write(folder, "zh-Hant/policy.md",
                CorpusFiles.document("政策", "official", "😀 我們收集餅乾。 我們不會出售您的個人資料。"));
        bot = TestBot.start("CORPUS_DIR", folder.toString());
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    @Test
    void countsStartAndEndInCodePoints() {
        JsonNode citation = bot.ask("Do you sell my personal data?").path("citations").get(0);
        assertThat(citation.path("quote").asText()).isEqualTo(SECOND);
        assertThat(citation.path("start").intValue()).isEqualTo(FIRST.codePointCount(0, FIRST.length()) + 1);
        assertThat(citation.path("end").intValue()).isEqualTo(
                citation.path("start").intValue() + SECOND.codePointCount(0, SECOND.length()));
    }

    @Test
    void showsTheOfficialTextOfTheLanguageThatPrevails() {
        JsonNode prevailing = bot.ask("Do you sell my personal data?").path("citations").get(0).path("prevailing");
        assertThat(prevailing.path("language").asText()).isEqualTo("zh-Hant");
        assertThat(prevailing.path("status").asText()).isEqualTo("official");
        assertThat(prevailing.path("quote").asText()).isEqualTo("😀 我們收集餅乾。 我們不會出售您的個人資料。");
        assertThat(bot.ask("你們會出售我的個人資料嗎？").path("citations").get(0).path("prevailing").isNull()).isTrue();
    }

    @Test
    void quotesAnotherLanguageAndSaysSoWhereTheVisitorsIsMissing() {
        ObjectNode answer = bot.ask("你们会出售我的个人信息吗？");
        assertThat(answer.path("language").asText()).isEqualTo("zh-Hans");
        assertThat(answer.path("citations").get(0).path("language").asText()).isEqualTo("zh-Hant");
        assertThat(answer.path("notices")).extracting(JsonNode::asText).contains("other_language");
    }

    @Test
    void takesTwoThousandCodePointsHoweverManyChars() {
        String question = "Do you sell my personal data? ";
        ObjectNode answer = bot
                .ask(question + "😀".repeat(2_000 - question.length()));
        assertThat(answer.path("id").asText()).startsWith("ans_");
        assertThat(bot.stored(answer.path("id").asText(), "question").codePointCount(0, question.length()))
                .isEqualTo(question.length());
        assertThat(bot.stored(answer.path("id").asText(), "question")).endsWith("😀");
    }

    @Test
    void streamsThemWhole() {
        assertThat(bot.stream("Do you sell my personal data?").getLast().data().path("answer").asText())
                .contains("𠮷");
    }
}
