package ai.relayme.policybot.correction;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.correction.QuestionLikeness.Read;
import ai.relayme.policybot.evaluation.GoldenFileException;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionLikenessTest {
    private static final Tokenizer TOKENIZER = new Tokenizer(new ScriptFolder());

    private final QuestionLikeness likeness = new QuestionLikeness(TOKENIZER, Optional.of(TextEmbedder.read()));

    private double of(String one, String other) {
        return QuestionLikeness.of(likeness.read(one), likeness.read(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Do you sell my data?| do YOU sell my data", "你們會否出售資料？|你們會否出售資料",
            "Don't you sell it?|Don\u2019t you sell it"})
    void theSameWordsAreTheSameQuestion(String one, String other) {
        assertThat(of(one, other)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Do you sell my personal data?|do you sell personal data",
            "Do you have a student discount?|Do you offer a student discount?", "你們會否出售我的個人資料？|請問你們會否出售我的個人資料"})
    void whatLiesAtTheSamePlaceIsAlike(String one, String other) {
        assertThat(of(one, other)).isBetween(QuestionLikeness.LEAST, 0.9999);
        assertThat(QuestionLikeness.of(new QuestionLikeness(TOKENIZER, Optional.empty()).read(one),
                new QuestionLikeness(TOKENIZER, Optional.empty()).read(other))).as("without vectors").isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Can I delete my data?|Can you delete my data?",
            "Are prompts used to train models?|Are prompts never used to train models?",
            "Do you use my data for training?|Don't you use my data for training?",
            "Do you reply within 24 hours?|Do you reply within 48 hours?",
            "When do you delete my data?|How do you delete my data?",
            "Do you give discounts to students?|Do you give discounts to teachers?", "V card ok?|yl card ok?",
            "你們星期六有人嗎|你們星期日有人嗎", "你们会出售我的数据吗|你们不会出售我的数据吗", "?|!"})
    void oneWordThatMattersMakesAnotherQuestion(String one, String other) {
        assertThat(of(one, other)).isZero();
    }

    @Test
    void noGoldenQuestionsThatDifferentPassagesAnswerAreAlike() throws GoldenFileException {
        List<GoldenQuestion> questions = new ArrayList<>();
        for (String file : List.of("own", "tune", "english", "english-second", "heldout", "parity")) {
            questions.addAll(GoldenQuestions.read(Path.of("src/test/resources/golden/" + file + ".jsonl")));
        }
        questions.removeIf(question -> !question.history().isEmpty());
        List<Read> reads = questions.stream().map(question -> likeness.read(question.question())).toList();
        int alike = 0;
        for (int i = 0; i < questions.size(); i++) {
            for (int j = i + 1; j < questions.size(); j++) {
                GoldenQuestion one = questions.get(i);
                GoldenQuestion other = questions.get(j);
                if (one.language() == other.language() && QuestionLikeness.of(reads.get(i), reads.get(j)) > 0) {
                    assertThat(!gold(one).isEmpty() && Collections.disjoint(gold(one), gold(other)))
                            .as(one.question() + " | " + other.question()).isFalse();
                    alike++;
                }
            }
        }
        assertThat(alike).isPositive();
    }

    private static Set<String> gold(GoldenQuestion question) {
        Set<String> gold = new HashSet<>(question.gold());
        gold.addAll(question.goldAll());
        return gold;
    }
}
