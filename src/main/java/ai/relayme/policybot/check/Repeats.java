package ai.relayme.policybot.check;

import ai.relayme.policybot.evaluation.AnswerChange;
import ai.relayme.policybot.evaluation.Asker;
import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.language.Language;
import java.util.List;

/**
 * Questions of visitors, put once more to the corpus that is published and to the changed one.
 *
 * @param asked   how many
 * @param changed those that get another outcome, other citations or other quotes; the id is that of the conversation. What
 *     would be right is not known of them, so none is worse
 */
public record Repeats(int asked, List<AnswerChange> changed) {
    /** None were put. */
    public static final Repeats NONE = new Repeats(0, List.of());

    private static final List<String> ANY_OUTCOME = List.of("answered", "abstained", "rights_request", "human",
            "smalltalk");

    public Repeats {
        changed = List.copyOf(changed);
    }

    /** A question that a visitor asked, first in its conversation or not. */
    public record Asked(String conversationId, Language language, String question) {}

    /** Puts the questions to both. */
    public static Repeats of(List<Asked> questions, Asker before, Asker after) {
        List<GoldenQuestion> golden = questions.stream()
                .map(asked -> new GoldenQuestion(asked.conversationId(), asked.language(), Kind.SMALLTALK, List.of(),
                        asked.question(), ANY_OUTCOME, List.of(), List.of(), List.of(), null, List.of(), List.of(),
                        null, "asked by a visitor"))
                .toList();
        return new Repeats(golden.size(), Evaluation.changes(golden, before, after));
    }
}
