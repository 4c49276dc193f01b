package ai.relayme.policybot.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a report as JSON, in the form that {@link Report#json()} tells. */
final class ReportJson {
    private static final int DECIMALS = 4;
    private static final double ROUND = 1e4;
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
        ObjectNode intervals = tree.putObject("intervals");
        for (Figure figure : Figure.values()) {
            for (String group : Report.languageGroups()) {
                Share share = report.share(figure, group);
                if (!share.isEmpty()) {
                    String name = figure.label() + "." + group;
                    put(figures, name, share);
                    counts.putArray(name).add(share.counted()).add(share.of());
                    put(intervals, name, share.interval());
                }
            }
        }
        addKinds(tree.putObject("kinds"), tree.putObject("kind_intervals"));
        ObjectNode outcomes = tree.putObject("outcomes");
        report.outcomes().forEach((right, got) -> got.forEach(outcomes.withObjectProperty(right)::put));
        addParity(tree.putObject("parity"));
        ObjectNode latency = tree.putObject("latency_ms");
        report.latency(0.5).ifPresent(took -> latency.put("p50", took.toNanos() / NANOS_OF_A_MILLISECOND));
        report.latency(0.99).ifPresent(took -> latency.put("p99", took.toNanos() / NANOS_OF_A_MILLISECOND));
        ArrayNode failures = tree.putArray("failures");
        report.failures().forEach(failure -> addFailure(failures.addObject(), failure));
        return tree;
    }

    private void addParity(ObjectNode json) {
        Parity parity = report.parity();
        json.put("groups", parity.outcome().of());
        if (!parity.isEmpty()) {
            put(json, "outcome", parity.outcome());
            put(json, "passage", parity.passage());
        }
        ArrayNode differing = json.putArray("differing");
        parity.differing().forEach((group, replies) -> {
            ObjectNode entry = differing.addObject().put("parity", group);
            ArrayNode array = entry.putArray("replies");
            replies.forEach(reply -> array.addObject().put("id", reply.question().id())
                    .put("lang", reply.question().language().tag()).put("outcome", reply.outcome())
                    .put("passage", reply.firstCited()));
        });
    }

    private void addKinds(ObjectNode kinds, ObjectNode intervals) {
        for (String kind : Report.kindGroups()) {
            for (Figure figure : Figure.values()) {
                Share share = report.share(figure, kind);
                if (!share.isEmpty()) {
                    put(kinds.withObjectProperty(kind), figure.label(), share);
                    put(intervals.withObjectProperty(kind), figure.label(), share.interval());
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
        if (judged.response() != null) {
            failure.put("right", judged.response().right()).put("answer", judged.response().answer());
            addFound(failure, judged.response().found());
        }
        if (judged.failure() != null) {
            failure.put("error", judged.failure());
        }
    }

    private static void addFound(ObjectNode failure, Asker.@Nullable Found found) {
        if (found == null) {
            return;
        }
        failure.put("support", found.support()).put("threshold", found.threshold());
        ArrayNode retrieved = failure.putArray("retrieved");
        found.passages().forEach(hit -> retrieved.addObject().put("passage_id", hit.passageId())
                .put("language", hit.language()).put("score", hit.score()));
    }

    private static void put(ObjectNode object, String name, Share.Interval interval) {
        object.putArray(name).add(Math.round(interval.low() * ROUND) / ROUND)
                .add(Math.round(interval.high() * ROUND) / ROUND);
    }

    private static void put(ObjectNode object, String name, Share share) {
        object.put(name, share.rounded(DECIMALS).doubleValue());
    }

    private static void putAll(ObjectNode object, String name, List<String> texts) {
        ArrayNode array = object.putArray(name);
        texts.forEach(array::add);
    }
}
