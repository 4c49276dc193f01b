package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.evaluation.Judged.Mark;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The figures of one evaluation. Each is reckoned for groups of questions: {@code all} of them, those of a language (its
 * tag), those of a kind (its word). Immutable.
 */
public final class Report {
    /** The group that every question is in. */
    public static final String ALL = "all";
    /** Failing questions that a table names unless told otherwise. */
    private static final int FAILURES_SHOWN = 20;

    private final List<Judged> judged;
    private final Map<String, Map<Figure, Share>> shares = new HashMap<>();
    private final List<Duration> latencies;
    private final Parity parity;

    Report(List<Judged> judged) {
        this.judged = List.copyOf(judged);
        for (Judged each : judged) {
            for (String group : each.groups()) {
                Map<Figure, Share> figures = shares.computeIfAbsent(group, name -> new EnumMap<>(Figure.class));
                for (Mark mark : each.marks()) {
                    figures.merge(mark.figure(), new Share(mark.counted() ? 1 : 0, 1),
                            (a, b) -> new Share(a.counted() + b.counted(), a.of() + b.of()));
                }
            }
        }
        this.parity = Parity.of(judged);
        this.latencies = judged.stream().map(Judged::response).filter(Objects::nonNull).map(Asker.Response::took)
                .sorted()
                .toList();
    }

    /** How many questions were asked. */
    public int questions() {
        return judged.size();
    }

    /**
     * The figure of a group; empty where nothing of the group counts in it.
     *
     * @param group {@link #ALL}, a language's tag or a kind's word
     */
    public Share share(Figure figure, String group) {
        return shares.getOrDefault(group, Map.of()).getOrDefault(figure, new Share(0, 0));
    }

    /**
     * The time within which that share of the replies came; empty where none came.
     *
     * @param share 0 to less than 1, such as 0.99
     */
    public Optional<Duration> latency(double share) {
        return latencies.isEmpty()
                ? Optional.empty()
                : Optional.of(latencies.get((int) (latencies.size() * share)));
    }

    /**
     * The figures that miss their threshold, a line each such as
     * {@code hit1.zh-Hans is 0.712 (57/80), at least 0.8 is wanted}. A figure in which nothing counts misses none.
     *
     * @param least thresholds, 0 to 1, by {@code figure.group}, such as {@code hit1.all}: the least allowed, and for a
     *              figure that counts mistakes the most allowed; {@code parity.outcome} and {@code parity.passage} are
     *              figures too
     * @throws IllegalArgumentException when there is no figure or group of such a name, or a threshold is no share
     */
    public List<String> below(Map<String, Double> least) {
        List<String> missed = new ArrayList<>();
        new TreeMap<>(least).forEach((name, threshold) -> {
            Bar bar = bar(name);
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("the threshold of " + name + " is not from 0 to 1");
            }
            if (bar.isMissed(threshold)) {
                missed.add(name + " is " + bar.share() + ", at " + (bar.lowerIsBetter() ? "most " : "least ")
                        + BigDecimal.valueOf(threshold).toPlainString() + " is wanted");
            }
        });
        return missed;
    }

    /** A share that a threshold can be set on. */
    private record Bar(Share share, boolean lowerIsBetter) {
        boolean isMissed(double threshold) {
            return !share.isEmpty() && (lowerIsBetter ? share.value() > threshold : share.value() < threshold);
        }
    }

    private Bar bar(String name) {
        if (name.equals("parity.outcome")) {
            return new Bar(parity.outcome(), false);
        }
        if (name.equals("parity.passage")) {
            return new Bar(parity.passage(), false);
        }
        int dot = name.indexOf('.');
        String group = name.substring(dot + 1);
        Figure figure = Figure.ofLabel(name.substring(0, Math.max(0, dot))).filter(known -> isGroup(group))
                .orElseThrow(() -> new IllegalArgumentException("there is no figure " + name));
        return new Bar(share(figure, group), figure.lowerIsBetter());
    }

    /** The report as plain text that names up to 20 failing questions. */
    public String table() {
        return table(FAILURES_SHOWN);
    }

    /**
     * The report as plain text: figures by language with their intervals, then by kind, then outcomes, then parity between
     * the languages, then failing questions with what was retrieved for them.
     *
     * @param failures how many failing questions it names, 0 or more
     */
    public String table(int failures) {
        return new ReportTable(this).text(failures);
    }

    /**
     * The report as JSON: {@code questions} (how many), {@code figures} (share by {@code figure.group}, of all and of
     * each language), {@code counts} (the same, each as {@code [counted, of]}), {@code intervals} (the same, each as
     * {@code [low, high]} of 95 %), {@code kinds} (share by kind and figure), {@code kind_intervals}, {@code outcomes}
     * (how often each came, by those that were right), {@code parity} ({@code groups}, the shares {@code outcome} and
     * {@code passage}, and the groups that differ), {@code latency_ms} ({@code p50}, {@code p99}) and {@code failures},
     * each with its {@code retrieved} passages, {@code support} and {@code threshold}. Shares are rounded to four decimals; what nothing counts in is left out.
     */
    public ObjectNode json() {
        return new ReportJson(this).tree();
    }

    /** Whether the languages get the same. */
    Parity parity() {
        return parity;
    }

    /** Questions that fall short in at least one figure. */
    List<Judged> failures() {
        return judged.stream().filter(each -> !each.shortOf().isEmpty()).toList();
    }

    /** How often each outcome came, by the outcomes that were right, as {@code abstained or answered}. */
    Map<String, Map<String, Integer>> outcomes() {
        Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
        for (Judged each : judged) {
            String right = String.join(" or ", each.question().outcomes().stream().sorted().toList());
            outcomes.computeIfAbsent(right, name -> new TreeMap<>()).merge(each.outcome(), 1, Integer::sum);
        }
        return outcomes;
    }

    static List<String> languageGroups() {
        return Stream.concat(Stream.of(ALL), Arrays.stream(Language.values()).map(Language::tag)).toList();
    }

    static List<String> kindGroups() {
        return Arrays.stream(Kind.values()).map(Kind::label).toList();
    }

    private static boolean isGroup(String name) {
        return languageGroups().contains(name) || kindGroups().contains(name);
    }
}
