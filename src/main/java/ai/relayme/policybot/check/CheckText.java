package ai.relayme.policybot.check;

import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.corpus.Divergence.Side;
import ai.relayme.policybot.evaluation.AnswerChange;
import ai.relayme.policybot.evaluation.AnswerChange.Got;
import ai.relayme.policybot.evaluation.Figure;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a check as plain text. */
final class CheckText {
    private final CorpusCheck check;

    CheckText(CorpusCheck check) {
        this.check = check;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("language versions: ").append(many(check.divergences().size(), "disagreement")).append('\n');
        check.divergences().forEach(divergence -> text.append(describe(divergence)));
        if (check.asked() > 0) {
            long worse = check.changes().stream().filter(AnswerChange::isWorse).count();
            text.append("\ngolden questions: ").append(check.changes().size()).append(" of ").append(check.asked())
                    .append(" get another answer, ").append(worse).append(" a worse one\n");
            check.changes().forEach(change -> text.append(describe(change)));
        }
        if (check.repeats().asked() > 0) {
            text.append("\nquestions of visitors: ").append(check.repeats().changed().size()).append(" of ")
                    .append(check.repeats().asked()).append(" get another answer\n");
            check.repeats().changed().forEach(change -> text.append(describe(change)));
        }
        if (!check.corrections().isEmpty()) {
            long suspended = check.corrections().stream().filter(held -> !held.stands()).count();
            text.append("\ncorrections: ").append(suspended).append(" of ").append(check.corrections().size())
                    .append(" would be suspended\n");
            check.corrections().forEach(held -> held.instead()
                    .ifPresent(got -> text.append("  ").append(held.correction().id())
                            .append(held.isWorse() ? " worse: " : ": ")
                            .append(held.correction().question().replaceAll("\\s+", " ")).append("\n    instead: ")
                            .append(describe(got)).append('\n')));
        }
        List<PastQuotes.Fallen> fallen = check.past().fallen();
        text.append("\npast answers: ").append(fallen.size()).append(" of ")
                .append(many(check.past().quotes(), "quote")).append(" in ")
                .append(many(check.past().answers(), "answer")).append(" no longer stand\n");
        fallen.forEach(quote -> text.append(describe(quote)));
        return text.toString();
    }

    private static String many(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String describe(Divergence divergence) {
        return "  " + divergence.place() + " " + divergence.kind().label() + ": " + divergence.first().language() + ", "
                + divergence.second().language() + '\n' + describe(divergence.first()) + describe(divergence.second());
    }

    private static String describe(Side side) {
        String signals = side.signals().isEmpty() ? "" : "  {" + String.join("; ", side.signals()) + "}";
        return "    " + side.language() + ": " + (side.text().isEmpty() ? "(missing)" : side.text()) + signals + '\n';
    }

    private static String describe(AnswerChange change) {
        return "  " + change.question().id() + (change.isWorse() ? " worse" : "") + ": "
                + change.question().question().replaceAll("\\s+", " ") + '\n' + "    before: "
                + describe(change.before()) + '\n' + "    after:  " + describe(change.after()) + '\n';
    }

    private static String describe(Got got) {
        String cited = got.cited().stream()
                .map(citation -> citation.passageId() + " \u201C" + citation.quote() + "\u201D")
                .collect(Collectors.joining("; "));
        String shortOf = got.shortOf().isEmpty()
                ? ""
                : " (short of " + got.shortOf().stream().map(Figure::label).collect(Collectors.joining(", ")) + ")";
        return got.outcome() + (cited.isEmpty() ? "" : " citing " + cited) + shortOf;
    }

    private static String describe(PastQuotes.Fallen fallen) {
        String now = !fallen.movedTo().isEmpty()
                ? "it stands in " + fallen.movedTo() + " now"
                : fallen.now().isEmpty() ? "there is no such passage now" : "now: " + fallen.now();
        return "  " + fallen.quote().passageId() + " " + fallen.quote().language() + ", in "
                + many(fallen.answers(), "answer") + ": \u201C" + fallen.quote().words() + "\u201D\n    " + now + '\n';
    }
}
