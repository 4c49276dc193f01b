package ai.relayme.policybot.console;

import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the conversations of a time tell in figures. Methods throw {@link ai.relayme.policybot.store.StoreException} if the
 * database fails. Safe for concurrent use.
 */
public final class Analytics {
    private static final int MOST_PASSAGES = 20;
    private static final String WITHIN = " where a.created_at >= :from and a.created_at < :to"
            + " and (:language = '' or a.language = :language)";
    private static final String ASKED = " from answer a" + WITHIN;

    private final Store store;

    public Analytics(Store store) {
        this.store = store;
    }

    /** What is counted: answers given from one moment until another, in one language or, where none is given, in all. */
    public record Period(Instant from, Instant to, @Nullable String language) {}

    /** How long answers took, in microseconds: half of them, and 95 of 100, at most that long; nothing without any. */
    public record Latency(@Nullable Long p50, @Nullable Long p95) {}

    /**
     * The figures. Visitors who found an answer helpful and those who said nothing are never added together.
     *
     * @param conversations how many had an answer
     * @param questions     how many answers were given
     * @param outcomes      how often each outcome came
     * @param reasons       how often each reason of abstaining came
     * @param languages     how many answers in each language
     * @param modes         how many written by whom
     * @param helpful       how many were told to be helpful
     * @param unhelpful     how many were told not to be
     * @param labels        how often reviewers gave each label
     * @param labelled      how many answers have a label
     * @param firstSegment  from the question to the first segment
     * @param whole         from the question to the whole answer
     * @param inputTokens   tokens of prompts
     * @param outputTokens  tokens of a model's words
     * @param passages      the passages cited most, and how often
     * @param days          by day (UTC), how often each outcome came
     */
    public record Figures(long conversations, long questions, Map<String, Long> outcomes, Map<String, Long> reasons,
            Map<String, Long> languages, Map<String, Long> modes, long helpful, long unhelpful,
            Map<String, Long> labels, long labelled, Latency firstSegment, Latency whole, long inputTokens,
            long outputTokens, Map<String, Long> passages, Map<String, Map<String, Long>> days) {}

    /** The figures of that period. */
    public Figures figures(Period period) {
        return store.read(handle -> new Figures(
                count(handle, period, "select count(distinct a.conversation_id)" + ASKED),
                count(handle, period, "select count(*)" + ASKED), by(handle, period, "a.outcome"),
                by(handle, period, "a.reason"), by(handle, period, "a.language"), by(handle, period, "a.mode"),
                feedback(handle, period, 1), feedback(handle, period, 0),
                grouped(handle, period, "select l.name as name, count(*) as number from label l join answer a"
                        + " on a.id = l.answer_id" + WITHIN + " group by l.name"),
                count(handle, period, "select count(distinct l.answer_id) from label l join answer a"
                        + " on a.id = l.answer_id" + WITHIN),
                latency(handle, period, "first_segment_micros"), latency(handle, period, "took_micros"),
                count(handle, period, "select coalesce(sum(a.input_tokens), 0)" + ASKED),
                count(handle, period, "select coalesce(sum(a.output_tokens), 0)" + ASKED),
                grouped(handle, period, "select c.passage_id as name, count(*) as number from citation c join answer a"
                        + " on a.id = c.answer_id" + WITHIN + " group by c.passage_id order by number desc, name"
                        + " limit " + MOST_PASSAGES),
                days(handle, period)));
    }

    private static Query query(Handle handle, Period period, String sql) {
        return handle.createQuery(sql).bind("from", period.from().toEpochMilli())
                .bind("to", period.to().toEpochMilli())
                .bind("language", period.language() == null ? "" : period.language());
    }

    private static long count(Handle handle, Period period, String sql) {
        return query(handle, period, sql).mapTo(Long.class).one();
    }

    private static long feedback(Handle handle, Period period, int helpful) {
        return count(handle, period, "select count(*) from feedback f join answer a on a.id = f.answer_id" + WITHIN
                + " and f.helpful = " + helpful);
    }

    private static Map<String, Long> by(Handle handle, Period period, String column) {
        return grouped(handle, period, "select " + column + " as name, count(*) as number" + ASKED + " and " + column
                + " is not null group by " + column + " order by number desc, name");
    }

    private static Map<String, Long> grouped(Handle handle, Period period, String sql) {
        Map<String, Long> counted = new LinkedHashMap<>();
        query(handle, period, sql).map((row, context) -> Map.entry(row.getString("name"), row.getLong("number")))
                .forEach(entry -> counted.put(entry.getKey(), entry.getValue()));
        return counted;
    }

    private static Latency latency(Handle handle, Period period, String column) {
        String told = ASKED + " and a." + column + " is not null";
        long all = count(handle, period, "select count(*)" + told);
        if (all == 0) {
            return new Latency(null, null);
        }
        return new Latency(rank(handle, period, column, told, all, 50), rank(handle, period, column, told, all, 95));
    }

    private static long rank(Handle handle, Period period, String column, String told, long all, int percent) {
        long before = Math.max(0, (all * percent + 99) / 100 - 1);
        return count(handle, period,
                "select a." + column + told + " order by a." + column + " limit 1 offset " + before);
    }

    private static Map<String, Map<String, Long>> days(Handle handle, Period period) {
        Map<String, Map<String, Long>> days = new TreeMap<>();
        record Day(long number, String outcome, long count) {}
        List<Day> rows = query(handle, period, "select a.created_at / " + Duration.ofDays(1).toMillis()
                + " as day, a.outcome, count(*) as number" + ASKED + " group by 1, 2")
                .map((row, context) -> new Day(row.getLong("day"), row.getString("outcome"), row.getLong("number")))
                .list();
        for (Day row : rows) {
            String day = LocalDate.ofInstant(Instant.EPOCH.plus(Duration.ofDays(row.number())), ZoneOffset.UTC)
                    .toString();
            days.computeIfAbsent(day, made -> new TreeMap<>()).put(row.outcome(), row.count());
        }
        return days;
    }
}
