package ai.relayme.policybot.console;

import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.AnswerIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What visitors ask and the policies do not answer, by what it is about. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class Gaps {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(28);
    private static final int EXAMPLES = 3;

    private final Store store;
    private final Masking masking;
    private final InstantSource clock;

    public Gaps(Store store, Masking masking, InstantSource clock) {
        this.store = store;
        this.masking = masking;
        this.clock = clock;
    }

    /**
     * Questions about one thing.
     *
     * @param topic     the concept, or {@code other} where it is about nothing that the glossary knows
     * @param week      how many in the last 7 days
     * @param month     how many in the last 28
     * @param before    how many in the 28 before these
     * @param reasons   why they were abstained, and how often in the last 28 days
     * @param languages tags of the languages they were asked in, and how often
     * @param closest   the passage that came nearest most often, if any did
     * @param examples  newest questions, with identifiers masked
     */
    public record Gap(String topic, int week, int month, int before, Map<String, Integer> reasons,
            Map<String, Integer> languages, @Nullable String closest, List<String> examples) {}

    private record Row(String topic, String reason, String language, @Nullable String passage, int week, int month,
            int before) {}

    /** The gaps of the last 28 days, the widest first, at most that many. */
    public List<Gap> list(int limit) {
        Instant now = clock.instant();
        return store.read(handle -> {
            Map<String, List<Row>> topics = new LinkedHashMap<>();
            for (Row row : rows(handle, now)) {
                topics.computeIfAbsent(row.topic(), topic -> new ArrayList<>()).add(row);
            }
            List<Map.Entry<String, List<Row>>> widest = topics.entrySet().stream()
                    .filter(topic -> month(topic.getValue()) > 0)
                    .sorted(Comparator.comparingInt((Map.Entry<String, List<Row>> topic) -> -month(topic.getValue()))
                            .thenComparing(Map.Entry::getKey))
                    .limit(limit).toList();
            Map<String, List<String>> examples = examples(handle, now);
            List<Gap> gaps = new ArrayList<>();
            for (Map.Entry<String, List<Row>> topic : widest) {
                gaps.add(gap(topic.getKey(), topic.getValue(), examples.getOrDefault(topic.getKey(), List.of())));
            }
            return gaps;
        });
    }

    private static int month(List<Row> rows) {
        return rows.stream().mapToInt(Row::month).sum();
    }

    private static List<Row> rows(Handle handle, Instant now) {
        return handle.createQuery("""
                select coalesce(topic, 'other') as about, reason, language, top_passage,
                    sum(case when id >= :week then 1 else 0 end) as in_week,
                    sum(case when id >= :month then 1 else 0 end) as in_month,
                    sum(case when id < :month then 1 else 0 end) as in_before
                from answer where reason in ('not_covered', 'low_support') and id >= :before
                group by 1, 2, 3, 4""").bind("week", AnswerIds.least(now.minus(WEEK)))
                .bind("month", AnswerIds.least(now.minus(MONTH)))
                .bind("before", AnswerIds.least(now.minus(MONTH.multipliedBy(2))))
                .map((row, context) -> new Row(row.getString("about"), row.getString("reason"),
                        row.getString("language"), row.getString("top_passage"), row.getInt("in_week"),
                        row.getInt("in_month"), row.getInt("in_before")))
                .list();
    }

    /** The newest questions of each topic. */
    private static Map<String, List<String>> examples(Handle handle, Instant now) {
        Map<String, List<String>> examples = new HashMap<>();
        handle.createQuery("""
                select coalesce(topic, 'other') as about, question from answer where id in (
                    select id from (select id, row_number() over (partition by coalesce(topic, 'other') order by id desc)
                            as nth
                        from answer where reason in ('not_covered', 'low_support') and id >= :month) newest
                    where nth <= :limit)
                order by id desc""").bind("month", AnswerIds.least(now.minus(MONTH))).bind("limit", EXAMPLES)
                .map((row, context) -> Map.entry(row.getString("about"), row.getString("question")))
                .forEach(one -> examples.computeIfAbsent(one.getKey(), topic -> new ArrayList<>()).add(one.getValue()));
        return examples;
    }

    private Gap gap(String topic, List<Row> rows, List<String> examples) {
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> languages = new TreeMap<>();
        Map<String, Integer> passages = new TreeMap<>();
        for (Row row : rows) {
            if (row.month() > 0) {
                reasons.merge(row.reason(), row.month(), Integer::sum);
                languages.merge(row.language(), row.month(), Integer::sum);
                if (row.passage() != null) {
                    passages.merge(row.passage(), row.month(), Integer::sum);
                }
            }
        }
        return new Gap(topic, rows.stream().mapToInt(Row::week).sum(), month(rows),
                rows.stream().mapToInt(Row::before).sum(), reasons, languages, passages.entrySet().stream()
                        .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null),
                masking.mask(examples));
    }
}
