package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.evaluation.Report;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What quote mode reaches on the golden questions is not lost again. The thresholds lie a little under the figures. */
class GoldenQuestionsHoldTest {
    @TempDir
    private Path data;

    @Test
    void theQuestionsItIsDevelopedOnAreAnsweredAsWellAsBefore() throws Exception {
        assertThat(below("evaluation/dev.jsonl", Map.of("quotes.all", 1.0, "language.all", 1.0, "outcome.all", 0.96,
                "hit1.all", 0.85, "false_answer.all", 0.08, "over_abstain.all", 0.04, "right.all", 0.97))).isEmpty();
    }

    @Test
    void theQuestionsThatOthersWroteAreAnsweredAsWellAsBefore() throws Exception {
        assertThat(below("golden/own.jsonl",
                Map.of("quotes.all", 1.0, "language.all", 0.97, "outcome.all", 0.92, "right.all", 0.88))).isEmpty();
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
