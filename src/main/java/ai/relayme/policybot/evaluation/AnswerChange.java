package ai.relayme.policybot.evaluation;

import java.util.List;

/**
 * A golden question that is not answered as it was.
 *
 * @param question the question
 * @param before   what it got
 * @param after    what it gets
 */
public record AnswerChange(GoldenQuestion question, Got before, Got after) {

    /**
     * What a question got.
     *
     * @param outcome the outcome's word, or {@code failed}
     * @param cited   what it cites, in order
     * @param shortOf figures in which that falls short
     */
    public record Got(String outcome, List<Asker.Cited> cited, List<Figure> shortOf) {
        public Got {
            cited = List.copyOf(cited);
            shortOf = List.copyOf(shortOf);
        }

        static Got of(Judged judged) {
            return new Got(judged.outcome(), judged.response() == null ? List.of() : judged.response().citations(),
                    judged.shortOf());
        }
    }

    /** Whether it falls short in a figure now in which it did not before. */
    public boolean isWorse() {
        return !before.shortOf.containsAll(after.shortOf);
    }

    /** Whether nothing a visitor would notice changed. */
    boolean isNone() {
        return before.outcome.equals(after.outcome) && before.cited.equals(after.cited);
    }
}
