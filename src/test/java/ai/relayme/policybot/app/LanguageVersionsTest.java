package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.corpus.CorpusFiles;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer says of the language that prevails, and of versions that disagree. */
class LanguageVersionsTest {
    private static final String SELL = "Do you sell my personal data?";
    private static final String SELL_TRADITIONAL = "你們會出售我的個人資料嗎？";

    @TempDir
    private Path folder = Path.of("");
    private Path corpus = Path.of("");

    @BeforeEach
    void copyTheShippedCorpus() {
        corpus = folder.resolve("corpus");
        CorpusFiles.copyShipped(corpus);
    }

    private void change(String language, String from, String to) throws IOException {
        Path file = corpus.resolve(language).resolve("privacy-policy.md");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    /** The answer, which quotes the clause on selling first. */
    private JsonNode answer(String question) throws Exception {
        Settings settings = Settings.of(Map.of(Setting.CORPUS_DIR, corpus.toString(), Setting.DATA_DIR,
                Files.createDirectories(folder.resolve("data")).toString()), Map.of());
        try (PolicyBot bot = new PolicyBot(settings)) {
            GivenAnswer given = bot.conversations().ask(Question.of(question, null), AnswerListener.NONE);
            JsonNode answer = bot.json().answer(given.head(), given.answer());
            assertThat(answer.at("/citations/0/passage_id").textValue()).startsWith("privacy-policy:3.");
            return answer;
        }
    }

    private static Iterable<String> notices(JsonNode answer) {
        return answer.path("notices").valueStream().map(JsonNode::textValue).toList();
    }

    @Test
    void aWorkingTranslationThatAgreesIsNotShownAsWhatPrevails() throws Exception {
        JsonNode answer = answer(SELL);

        assertThat(answer.at("/citations/0/prevailing").isNull()).isTrue();
        assertThat(notices(answer)).contains("reference_translation").doesNotContain("language_versions_differ");
    }

    @Test
    void anOfficialTextIsCitedBesideAnyOther() throws Exception {
        change("zh-Hant", "status: working-translation", "status: official");

        JsonNode answer = answer(SELL);

        assertThat(answer.at("/citations/0/prevailing/language").textValue()).isEqualTo("zh-Hant");
        assertThat(answer.at("/citations/0/prevailing/status").textValue()).isEqualTo("official");
        assertThat(answer.at("/citations/0/prevailing/quote").textValue()).startsWith("我們不會向第三方出售");
        assertThat(notices(answer)).doesNotContain("language_versions_differ");
        assertThat(answer(SELL_TRADITIONAL).at("/citations/0/prevailing").isNull()).isTrue();
    }

    @Test
    void anOfficialTextThatDisagreesIsCitedWithANotice() throws Exception {
        change("zh-Hant", "status: working-translation", "status: official");
        change("zh-Hant", "我們不會向第三方出售", "我們會向第三方出售");

        JsonNode answer = answer(SELL);

        assertThat(answer.at("/citations/0/prevailing/quote").textValue()).startsWith("我們會向第三方出售");
        assertThat(answer.at("/citations/0/prevailing/status").textValue()).isEqualTo("official");
        assertThat(notices(answer)).contains("language_versions_differ");
    }

    @Test
    void aTranslationIntoThePrevailingLanguageIsCitedByItsStandingWhereItDisagrees() throws Exception {
        change("zh-Hans", "我们不会向第三方出售", "我们会向第三方出售");

        JsonNode answer = answer(SELL);

        assertThat(answer.at("/citations/0/prevailing/language").textValue()).isEqualTo("zh-Hans");
        assertThat(answer.at("/citations/0/prevailing/status").textValue()).isEqualTo("working-translation");
        assertThat(notices(answer)).contains("language_versions_differ");
        JsonNode traditional = answer(SELL_TRADITIONAL);
        assertThat(traditional.at("/citations/0/prevailing").isNull()).as("it is in the language that prevails")
                .isTrue();
        assertThat(notices(traditional)).contains("language_versions_differ");
    }

    @Test
    void aClauseWhoseNumberIsAnothersInTheOtherVersionIsNotCited() throws Exception {
        change("zh-Hant", "status: working-translation", "status: official");
        change("zh-Hant", "## 3. 資料分享\n", "## 3. 資料分享\n\n本節說明分享的情況和我們的合作夥伴。\n");

        JsonNode answer = answer(SELL);

        assertThat(answer.at("/citations/0/prevailing").isNull()).isTrue();
        assertThat(notices(answer)).contains("language_versions_differ");
    }
}
