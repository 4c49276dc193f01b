package ai.relayme.policybot.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One golden question with what it got and how that counts.
 *
 * @param response what the visitor got; null where asking failed
 * @param failure  why asking failed, in one line; null where there is a response
 * @param marks    what counts in which figure; a figure may have none, or one for each citation
 */
record Judged(GoldenQuestion question, Asker.@Nullable Response response, @Nullable String failure, List<Mark> marks) {
    Judged {
        marks = List.copyOf(marks);
    }

    /** One thing counted in a figure, and whether it is as the figure's name says. */
    record Mark(Figure figure, boolean counted) {}

    /** Figures in which it falls short, in their order; those that count mistakes show in the outcome already. */
    List<Figure> shortOf() {
        return marks.stream().filter(mark -> !mark.counted() && !mark.figure().lowerIsBetter()).map(Mark::figure)
                .distinct().sorted().toList();
    }

    /** The outcome's word, or {@code failed}. */
    String outcome() {
        return response == null ? "failed" : response.outcome();
    }

    /** Ids of the cited passages in order. */
    List<String> cited() {
        return response == null ? List.of() : response.citations().stream().map(Asker.Cited::passageId).toList();
    }

    /** Id of the passage that is cited first, {@code -} where none is. */
    String firstCited() {
        List<String> cited = cited();
        return cited.isEmpty() ? "-" : cited.getFirst();
    }

    /** The groups whose figures it counts in: all, its language and its kind. */
    List<String> groups() {
        List<String> groups = new ArrayList<>(List.of(Report.ALL));
        groups.add(question.language().tag());
        groups.add(question.kind().label());
        return groups;
    }
}
