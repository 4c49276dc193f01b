package ai.relayme.policybot.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a report as JSON, in the form that {@link Report#json()} tells. */
final class ReportJson {
    private static final int DECIMALS = 4;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private final Report report;

    ReportJson(Report report) {
        this.report = report;
    }

    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("questions", report.questions());
        ObjectNode figures = tree.putObject("figures");
        ObjectNode counts = tree.putObject("counts");
        for (Figure figure : Figure.values()) {
            for (String group : Report.languageGroups()) {
                Share share = report.share(figure, group);
                if (!share.isEmpty()) {
                    String name = figure.label() + "." + group;
                    put(figures, name, share);
                    counts.putArray(name).add(share.counted()).add(share.of());
                }
            }
        }
        addKinds(tree.putObject("kinds"));
        ObjectNode outcomes = tree.putObject("outcomes");
        report.outcomes().forEach((right, got) -> got.forEach(outcomes.withObjectProperty(right)::put));
        ObjectNode latency = tree.putObject("latency_ms");
        report.latency(0.5).ifPresent(took -> latency.put("p50", took.toNanos() / NANOS_OF_A_MILLISECOND));
        report.latency(0.99).ifPresent(took -> latency.put("p99", took.toNanos() / NANOS_OF_A_MILLISECOND));
        ArrayNode failures = tree.putArray("failures");
        report.failures().forEach(failure -> addFailure(failures.addObject(), failure));
        return tree;
    }

    private void addKinds(ObjectNode kinds) {
        for (String kind : Report.kindGroups()) {
            for (Figure figure : Figure.values()) {
                Share share = report.share(figure, kind);
                if (!share.isEmpty()) {
                    put(kinds.withObjectProperty(kind), figure.label(), share);
                }
            }
        }
    }

    private static void addFailure(ObjectNode failure, Judged judged) {
        GoldenQuestion question = judged.question();
        failure.put("id", question.id()).put("lang", question.language().tag()).put("kind", question.kind().label())
                .put("question", question.question());
        putAll(failure, "short", judged.shortOf().stream().map(Figure::label).toList());
        putAll(failure, "expected", question.outcomes());
        failure.put("outcome", judged.outcome());
        putAll(failure, "gold", question.answeringPassages().stream().sorted().toList());
        putAll(failure, "cited", judged.cited());
        if (judged.reply() != null) {
            failure.put("right", judged.reply().right()).put("answer", judged.reply().answer());
        }
        if (judged.failure() != null) {
            failure.put("error", judged.failure());
        }
    }

    private static void put(ObjectNode object, String name, Share share) {
        object.put(name, share.rounded(DECIMALS).doubleValue());
    }

    private static void putAll(ObjectNode object, String name, List<String> texts) {
        ArrayNode array = object.putArray(name);
        texts.forEach(array::add);
    }
}
