package ai.relayme.policybot.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a report as plain text in aligned columns, ended by a line break. */
final class ReportTable {
    private static final int HITS_SHOWN = 5;

    private final Report report;

    ReportTable(Report report) {
        this.report = report;
    }

    String text(int failuresShown) {
        StringBuilder text = new StringBuilder();
        text.append(grid(figures(report.questions() + " questions", Report.languageGroups())));
        report.latency(0.5).ifPresent(
                p50 -> text.append("latency ms: p50 ").append(milliseconds(p50)).append("  p99 ")
                        .append(report.latency(0.99).map(ReportTable::milliseconds).orElse("-")).append('\n'));
        text.append('\n').append(grid(intervals()));
        List<String> kinds = Report.kindGroups().stream()
                .filter(kind -> !report.share(Figure.OUTCOME, kind).isEmpty()).toList();
        text.append('\n').append(grid(figures("by kind", kinds)));
        text.append('\n').append(grid(outcomes()));
        text.append(parity());
        List<Judged> failures = report.failures();
        text.append('\n').append(failures.size()).append(" of ").append(report.questions())
                .append(" questions fall short\n");
        failures.stream().limit(failuresShown).forEach(failure -> text.append(describe(failure)));
        if (failures.size() > failuresShown) {
            text.append("… and ").append(failures.size() - failuresShown).append(" more\n");
        }
        return text.toString();
    }

    private List<List<String>> figures(String corner, List<String> groups) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(corner, groups));
        for (Figure figure : Figure.values()) {
            rows.add(row(figure.label(),
                    groups.stream().map(group -> report.share(figure, group).toString()).toList()));
        }
        return rows;
    }

    private List<List<String>> intervals() {
        List<String> groups = Report.languageGroups();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("95 % interval", groups));
        for (Figure figure : Figure.values()) {
            rows.add(row(figure.label(), groups.stream().map(group -> report.share(figure, group))
                    .map(share -> share.isEmpty() ? "-" : share.interval().toString()).toList()));
        }
        return rows;
    }

    /** Nothing where no questions ask the same. */
    private String parity() {
        Parity parity = report.parity();
        if (parity.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("\nparity of ").append(parity.outcome().of()).append(" groups: outcome ")
                .append(parity.outcome()).append(", first passage ").append(parity.passage()).append('\n');
        parity.differing().forEach((group, replies) -> {
            text.append("  ").append(group).append(": ");
            text.append(String.join("; ", replies.stream().map(reply -> reply.question().language().tag() + " "
                    + reply.outcome() + " " + reply.firstCited()).toList())).append('\n');
        });
        return text.toString();
    }

    private List<List<String>> outcomes() {
        Map<String, Map<String, Integer>> outcomes = report.outcomes();
        TreeSet<String> columns = new TreeSet<>();
        outcomes.values().forEach(got -> columns.addAll(got.keySet()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("right \\ got", List.copyOf(columns)));
        outcomes.forEach((right, got) -> rows.add(row(right,
                columns.stream().map(column -> got.containsKey(column) ? String.valueOf(got.get(column)) : "-")
                        .toList())));
        return rows;
    }

    private static List<String> row(String name, List<String> cells) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        return row;
    }

    /** Names to the left, cells to the right of columns as wide as they need to be, two spaces between. */
    private static String grid(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(row.getFirst());
            line.repeat(' ', widths[0] - line.length());
            for (int column = 1; column < widths.length; column++) {
                line.repeat(' ', 2 + widths[column] - row.get(column).length()).append(row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String describe(Judged failure) {
        GoldenQuestion question = failure.question();
        StringBuilder text = new StringBuilder();
        text.append("  ").append(question.id()).append(' ').append(question.kind().label()).append(": ")
                .append(String.join(", ", failure.shortOf().stream().map(Figure::label).toList())).append('\n');
        text.append("    ").append(WhiteSpace.fold(question.question())).append('\n');
        text.append("    wanted ").append(String.join(" or ", question.outcomes()))
                .append(right(question.right() == null ? null : question.right().label()))
                .append(citing(question.answeringPassages().stream().sorted().toList()));
        text.append("; got ").append(failure.outcome());
        if (failure.failure() != null) {
            text.append(": ").append(failure.failure());
        }
        if (failure.response() != null) {
            text.append(right(failure.response().right()));
        }
        text.append(citing(failure.cited())).append('\n');
        if (failure.response() != null && failure.response().found() != null) {
            text.append(found(failure.response().found()));
        }
        return text.toString();
    }

    private static String found(Asker.Found found) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "    found, support %.2f of %.2f:",
                found.support(), found.threshold()));
        found.passages().stream().limit(HITS_SHOWN)
                .forEach(hit -> text.append(String.format(Locale.ROOT, " %s %.2f", hit.passageId(), hit.score())));
        return text.append('\n').toString();
    }

    private static String right(@Nullable String right) {
        return right == null ? "" : " (" + right + ")";
    }

    private static String citing(List<String> passages) {
        return passages.isEmpty() ? "" : " citing " + String.join(" ", passages);
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }
}
