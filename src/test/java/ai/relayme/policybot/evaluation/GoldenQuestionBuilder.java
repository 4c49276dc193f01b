package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A golden question for a test, of which only what matters there is said. */
final class GoldenQuestionBuilder {
    private final String id;
    private final Language language;
    private final Kind kind;
    private final String question;
    private List<String> history = List.of();
    private List<String> outcomes = List.of();
    private List<String> gold = List.of();
    private List<String> goldAll = List.of();
    private List<String> alsoOk = List.of();
    private @Nullable Right right;
    private List<List<String>> must = List.of();
    private List<String> mustNot = List.of();
    private @Nullable String parity;

    GoldenQuestionBuilder(String id, Language language, Kind kind, String question) {
        this.id = id;
        this.language = language;
        this.kind = kind;
        this.question = question;
    }

    GoldenQuestionBuilder history(String... turns) {
        history = List.of(turns);
        return this;
    }

    GoldenQuestionBuilder outcomes(String... words) {
        outcomes = List.of(words);
        return this;
    }

    GoldenQuestionBuilder gold(String... passages) {
        gold = List.of(passages);
        return this;
    }

    GoldenQuestionBuilder goldAll(String... passages) {
        goldAll = List.of(passages);
        return this;
    }

    GoldenQuestionBuilder alsoOk(String... passages) {
        alsoOk = List.of(passages);
        return this;
    }

    GoldenQuestionBuilder right(Right meant) {
        right = meant;
        return this;
    }

    /** One group: any of these strings must occur. */
    GoldenQuestionBuilder must(String... anyOf) {
        must = List.of(List.of(anyOf));
        return this;
    }

    GoldenQuestionBuilder mustNot(String... strings) {
        mustNot = List.of(strings);
        return this;
    }

    GoldenQuestionBuilder parity(String group) {
        parity = group;
        return this;
    }

    GoldenQuestion build() {
        return new GoldenQuestion(id, language, kind, history, question, outcomes, gold, goldAll, alsoOk, right, must,
                mustNot, parity, "");
    }
}
