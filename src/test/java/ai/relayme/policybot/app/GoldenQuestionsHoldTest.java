package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.evaluation.Report;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What quote mode reaches on the golden questions is not lost again. The thresholds lie a little under the figures. */
class GoldenQuestionsHoldTest {
    @TempDir
    private Path data;

    @Test
    void theQuestionsItIsDevelopedOnAreAnsweredAsWellAsBefore() throws Exception {
        assertThat(below("evaluation/dev.jsonl",
                Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("language.all", 1.0),
                        Map.entry("outcome.all", 0.98), Map.entry("hit1.all", 0.97), Map.entry("hit.all", 0.98),
                        Map.entry("complete.all", 0.9), Map.entry("precision.all", 0.92),
                        Map.entry("false_answer.all", 0.04), Map.entry("over_abstain.all", 0.02),
                        Map.entry("right.all", 0.98), Map.entry("facts.all", 0.97))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden/own.jsonl", "golden/heldout.jsonl"})
    void theQuestionsThatOthersWroteAreAnsweredAsWellAsBefore(String file) throws Exception {
        assertThat(below(file,
                Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("language.all", 0.985),
                        Map.entry("outcome.all", 0.965), Map.entry("hit1.all", 0.92), Map.entry("hit.all", 0.945),
                        Map.entry("complete.all", 0.9), Map.entry("precision.all", 0.85),
                        Map.entry("false_answer.all", 0.07), Map.entry("over_abstain.all", 0.02),
                        Map.entry("right.all", 0.93), Map.entry("facts.all", 0.95))))
                .isEmpty();
    }

    @Test
    void theHardestQuestionsAreAnsweredAsWellAsBefore() throws Exception {
        assertThat(below("golden/tune.jsonl",
                Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("language.all", 0.985),
                        Map.entry("outcome.all", 0.945), Map.entry("hit1.all", 0.88), Map.entry("hit.all", 0.92),
                        Map.entry("complete.all", 0.72), Map.entry("precision.all", 0.82),
                        Map.entry("false_answer.all", 0.17), Map.entry("over_abstain.all", 0.06),
                        Map.entry("right.all", 0.95), Map.entry("facts.all", 0.92))))
                .isEmpty();
    }

    /** Of the one half of each the failures were read and mended, of the other only the totals were looked at. */
    @ParameterizedTest
    @CsvSource({"golden/visitors-tuned.jsonl, 0.96, 0.09, 0.06, 0.92",
            "golden/visitors-untouched.jsonl, 0.97, 0.08, 0.03, 0.97",
            "golden/visitors2-tuned.jsonl, 0.97, 0.15, 0.03, 0.97",
            "golden/visitors2-untouched.jsonl, 0.97, 0.09, 0.03, 0.97",
            "golden/strangers-tuned.jsonl, 0.94, 0.10, 0.05, 0.92",
            "golden/strangers-untouched.jsonl, 0.90, 0.21, 0.09, 0.83"})
    void whatVisitorsAskInTheirOwnWordsIsAnsweredAsBefore(String file, double outcome, double falseAnswer,
            double overAbstain, double hit1) throws Exception {
        assertThat(below(file,
                Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("language.all", 0.985),
                        Map.entry("outcome.all", outcome), Map.entry("hit1.all", hit1),
                        Map.entry("false_answer.all", falseAnswer), Map.entry("over_abstain.all", overAbstain),
                        Map.entry("right.all", 0.87), Map.entry("facts.all", 0.85))))
                .isEmpty();
    }

    /** What a reader of every answer found at fault; some of it is of a conversation's flow and still to be mended. */
    @Test
    void whatACarefulReaderAskedIsAnsweredAsBefore() throws Exception {
        assertThat(below("golden/reader.jsonl",
                Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("language.all", 0.99),
                        Map.entry("outcome.all", 0.955), Map.entry("hit1.all", 0.86), Map.entry("hit.all", 0.91),
                        Map.entry("complete.all", 0.85), Map.entry("precision.all", 0.74),
                        Map.entry("false_answer.all", 0.035), Map.entry("over_abstain.all", 0.045),
                        Map.entry("right.all", 0.79))))
                .isEmpty();
    }

    /** The one half of each was tuned on and the other not; the figures of the other are the lower ones. */
    @ParameterizedTest
    @ValueSource(strings = {"golden/misses-zh-tuned.jsonl", "golden/misses-zh-untouched.jsonl",
            "golden/misses-en-tuned.jsonl", "golden/misses-en-untouched.jsonl"})
    void whatOnlySoundsLikeThePolicyIsNotAnsweredAsBefore(String file) throws Exception {
        assertThat(below(file, Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("outcome.all", 0.85),
                Map.entry("false_answer.all", 0.2), Map.entry("over_abstain.all", 0.06), Map.entry("hit.all", 0.9))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden/requests-tuned.jsonl", "golden/requests-untouched.jsonl"})
    void requestsAreToldFromQuestionsAndDisguisedAttacksGetNothing(String file) throws Exception {
        assertThat(below(file, Map.ofEntries(Map.entry("quotes.all", 1.0), Map.entry("outcome.all", 0.94),
                Map.entry("false_answer.all", 0.0), Map.entry("right.all", 0.9)))).isEmpty();
    }

    private Iterable<String> below(String file, Map<String, Double> least) throws Exception {
        Settings settings = Settings.of(Map.of(Setting.DATA_DIR, data.toString()), Map.of());
        try (PolicyBot bot = new PolicyBot(settings)) {
            Report report = Evaluation.run(GoldenQuestions.read(Path.of("src/test/resources", file)),
                    new BotAsker(bot));
            return report.below(least);
        }
    }
}
