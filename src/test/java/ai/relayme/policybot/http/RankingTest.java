package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.corpus.CorpusFiles;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which passage comes first, over languages and wordings that share no word with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RankingTest {
    private TestBot bot;
    private TestBot english;
    private TestBot chinese;
    private TestBot wordsAlone;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        bot = TestBot.start();
        english = TestBot.start("CORPUS_DIR", only(folder.resolve("english"), "en"));
        chinese = TestBot.start("CORPUS_DIR", only(folder.resolve("chinese"), "zh-Hant"));
        wordsAlone = TestBot.start("VECTORS", "off");
    }

    @AfterAll
    void stop() {
        bot.close();
        english.close();
        chinese.close();
        wordsAlone.close();
    }

    private static String only(Path folder, String language) throws IOException {
        String file = language + "/privacy-policy.md";
        CorpusFiles.write(folder, file, Files.readString(Path.of("corpus").resolve(file)));
        return folder.toString();
    }

    private static JsonNode first(TestBot bot, String question) {
        return TestBot.json(bot.post("/search", TestBot.question(question).toString())).path("results").path(0);
    }

    private static void assertFirst(TestBot bot, String question, String passage, String language) {
        JsonNode first = first(bot, question);
        assertThat(first.path("passage_id").asText()).as(question).isEqualTo("privacy-policy:" + passage);
        assertThat(first.path("language").asText()).as(question).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({"你們會不會把我的資料賣給別人, 3.1", "如果公司被收购，我的数据会怎样, 3.5", "傳輸過程有沒有加密, 4.2",
            "员工有没有接受保密培训, 4.6", "我想拎返自己嘅資料副本, 5.2", "信用卡號碼會不會存起來, 1.4"})
    void aChineseQuestionFindsItsPassageWhereOnlyEnglishIsThere(String question, String passage) {
        assertFirst(english, question, passage, "en");
    }

    @ParameterizedTest
    @CsvSource({"Do you sell my data?, 3.1", "Is traffic encrypted on its way to you?, 4.2",
            "What happens to my data if another company buys you?, 3.5", "Can I have a wrong detail put right?, 5.3",
            "Do you make regular backups?, 4.4"})
    void anEnglishQuestionFindsItsPassageWhereOnlyChineseIsThere(String question, String passage) {
        assertFirst(chinese, question, passage, "zh-Hant");
    }

    @ParameterizedTest
    @CsvSource({"would the police be handed my records, 3.3",
            "do the people who work for you learn to keep secrets, 4.6",
            "is somebody watching the servers at night, 4.5"})
    void findsWhatSharesNoTellingWord(String question, String passage) {
        assertFirst(bot, question, passage, "en");
    }

    @ParameterizedTest
    @CsvSource({"Do you sell my personal data?, 3.1, en", "會否出售我的個人資料, 3.1, zh-Hant", "data backup, 4.4, en"})
    void ranksByWordsAndConceptsWithoutVectors(String question, String passage, String language) {
        assertFirst(wordsAlone, question, passage, language);
    }

    @Test
    void aScoreIsAChance() {
        assertThat(first(bot, "Do you sell my personal data?").path("score").doubleValue()).isBetween(0.6, 1.0);
        assertThat(first(bot, "How tall is Mount Everest?").path("score").doubleValue()).isBetween(0.0, 0.5);
    }
}
