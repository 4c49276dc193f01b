package ai.relayme.policybot.console;

import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.AnswerIds;
import ai.relayme.policybot.transcript.Feedback;
import ai.relayme.policybot.transcript.FullText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds conversations, the newest first, each once. Methods throw {@link ai.relayme.policybot.store.StoreException} if the
 * database fails. Safe for concurrent use.
 */
public final class ConversationList {
    /** So many answers that have the words are looked at first: enough for some pages, few enough for a blink. */
    private static final int FIRST_PART = 1_000;
    private static final int GREATER = 8;
    /** A statement that names more answers would come near the length that SQLite takes, a million bytes. */
    private static final int GREATEST_PART = 32_000;

    private final Store store;
    private final FullText fullText;
    private final Masking masking;

    public ConversationList(Store store, FullText fullText, Masking masking) {
        this.store = store;
        this.fullText = fullText;
        this.masking = masking;
    }

    /**
     * The conversations that the filter lets through, with identifiers masked.
     *
     * @param before only those whose answer comes before the answer of that id; nothing for the newest
     * @param limit  at most that many
     */
    public List<ConversationItem> list(ConversationFilter filter, @Nullable String before, int limit) {
        String words = filter.words() == null ? "" : fullText.query(filter.words());
        if (filter.words() != null && words.isEmpty()) {
            return List.of();
        }
        List<ConversationItem> found = store
                .read(handle -> words.isEmpty()
                        ? newest(handle, filter, before, limit)
                        : searched(handle, filter, words, before, limit));
        List<String> masked = masking.mask(found.stream().map(ConversationItem::question).toList());
        List<ConversationItem> items = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            items.add(found.get(i).withQuestion(masked.get(i)));
        }
        return items;
    }

    private List<ConversationItem> newest(Handle handle, ConversationFilter filter, @Nullable String before,
            int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = conditions(filter, values);
        Walk walk = Walk.of(filter);
        if (before != null) {
            conditions.add(walk.id() + " < :before");
            values.put("before", before);
        }
        // an answer's id begins with its time, and lists are walked by it
        if (filter.from() != null) {
            conditions.add(walk.id() + " >= :from_id");
        }
        if (filter.to() != null) {
            conditions.add(walk.id() + " < :to_id");
        }
        conditions.add(walk.once());
        conditions.add(isNewest(holds(filter)));
        return rows(handle, walk.from(), conditions, walk.id(), values, limit);
    }

    /**
     * By what answers are walked, the newest first.
     *
     * @param from the tables
     * @param id   the answer's id where the walk goes by it
     * @param once what holds of one row of each answer
     */
    private record Walk(String from, String id, String once) {
        private static final Walk ANSWERS = new Walk("answer a", "a.id", "1 = 1");

        /** Few answers cite one passage or a rare document: these go by what is cited, since all others would be in the way. */
        static Walk of(ConversationFilter filter) {
            return filter.equal().containsKey(ConversationFilter.Column.PASSAGE)
                    ? byCitation("passage_id", ":passage")
                    : filter.equal().containsKey(ConversationFilter.Column.DOCUMENT)
                            ? byCitation("document", ":document")
                            : ANSWERS;
        }

        private static Walk byCitation(String column, String value) {
            return new Walk("citation w join answer a on a.id = w.answer_id", "w.answer_id",
                    "w.%1$s = %2$s and w.number = (select min(o.number) from citation o where o.answer_id = w.answer_id and o.%1$s = %2$s)"
                            .formatted(column, value));
        }
    }

    /**
     * The answers that have the words are gone through in parts, the newest first, each part greater than the one before: a
     * page is found in the first part, and neither database has to look at all of them.
     */
    private List<ConversationItem> searched(Handle handle, ConversationFilter filter, String words,
            @Nullable String before, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = conditions(filter, values);
        if (filter.from() != null) {
            conditions.add("a.id >= :from_id");
        }
        if (filter.to() != null) {
            conditions.add("a.id < :to_id");
        }
        conditions.add(isNewest(holds(filter) + " and "
                + fullText.matches("n", Objects.requireNonNull(filter.words()), values)));
        long below = before == null ? Long.MAX_VALUE : number(handle, before);
        List<ConversationItem> found = new ArrayList<>();
        boolean more = true;
        for (int part = FIRST_PART; more && found.size() < limit; part = Math.min(GREATEST_PART, part * GREATER)) {
            List<Long> numbers = numbers(handle, words, below, part);
            more = numbers.size() == part;
            if (!numbers.isEmpty()) {
                conditions.add("w.number in ("
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
                found.addAll(rows(handle, fullText.byNumber(), conditions, "w.number",
                        values, limit - found.size()));
                conditions.removeLast();
                below = numbers.getLast();
            }
        }
        return found;
    }

    /** The newest answers below that number that have the words, at most so many. */
    private List<Long> numbers(Handle handle, String words, long below, int most) {
        String number = fullText.number();
        return handle.createQuery("select " + number + " from " + fullText.index() + " where " + fullText.condition()
                + " and " + number + " < :below order by " + number + " desc limit :most").bind("words", words)
                .bind("below", below).bind("most", most).mapTo(Long.class).list();
    }

    private static long number(Handle handle, String answerId) {
        return handle.createQuery("select number from answer_words where answer_id = :id").bind("id", answerId)
                .mapTo(Long.class).findOne().orElse(0L);
    }

    /**
     * That an answer is the newest of its conversation for which that holds. SQLite looks through the answers of one
     * conversation for the newest, where of a newer one it might look through all that the filter lets through; PostgreSQL
     * takes an equation for so rare that it would sort all answers instead of walking the newest.
     */
    private String isNewest(String holds) {
        String others = " from answer n where n.conversation_id = a.conversation_id and " + holds;
        return store.isPostgresql()
                ? "not exists (select 1" + others + " and n.id > a.id)"
                : "a.id = (select n.id" + others + " order by n.id desc limit 1)";
    }

    private static List<ConversationItem> rows(Handle handle, String from, List<String> conditions, String order,
            Map<String, Object> values, int limit) {
        String sql = """
                select a.*, (select f.helpful from feedback f where f.answer_id = a.id) as helpful,
                    (select count(*) from answer t where t.conversation_id = a.conversation_id) as turns,
                    (select string_agg(l.name, ' ') from label l where l.answer_id = a.id) as labels,
                    (select string_agg(q.rule, ' ') from queued q where q.conversation_id = a.conversation_id) as rules,
                    r.status as review_status, r.reviewer as reviewer
                from\s""" + from + " left join review r on r.conversation_id = a.conversation_id where "
                + String.join(" and ", conditions) + " order by " + order + " desc limit :limit";
        return handle.createQuery(sql).bindMap(values).bind("limit", limit).map((row, context) -> item(row)).list();
    }

    /** What the filter asks of an answer but for its time, whose bounds are bound beside the values. */
    private static List<String> conditions(ConversationFilter filter, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        conditions.add("1 = 1");
        filter.equal().forEach((column, value) -> {
            String condition = column.condition("a", value);
            conditions.add(condition);
            if (condition.contains(":" + column.label())) {
                values.put(column.label(), value);
            }
        });
        if (filter.leastSupport() != null) {
            conditions.add("a.support >= :least_support");
            values.put("least_support", filter.leastSupport());
        }
        if (filter.mostSupport() != null) {
            conditions.add("a.support <= :most_support");
            values.put("most_support", filter.mostSupport());
        }
        if (filter.from() != null) {
            values.put("from_id", AnswerIds.least(filter.from()));
        }
        if (filter.to() != null) {
            values.put("to_id", AnswerIds.least(filter.to()));
        }
        return conditions;
    }

    /** What the filter asks of the conversation's answers; one before the lower bound of time is not the newest anyhow. */
    private static String holds(ConversationFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add("1 = 1");
        filter.equal().forEach((column, value) -> conditions.add(column.condition("n", value)));
        if (filter.leastSupport() != null) {
            conditions.add("n.support >= :least_support");
        }
        if (filter.mostSupport() != null) {
            conditions.add("n.support <= :most_support");
        }
        if (filter.to() != null) {
            conditions.add("n.id < :to_id");
        }
        return String.join(" and ", conditions);
    }

    private static ConversationItem item(ResultSet row) throws SQLException {
        String status = row.getString("review_status");
        return new ConversationItem(row.getString("conversation_id"), row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("question"), row.getString("outcome"),
                row.getString("reason"), row.getString("language"), row.getString("mode"), row.getString("model"),
                Rows.number(row, "support"), Rows.number(row, "threshold"), row.getString("top_passage"),
                Feedback.word(Rows.truth(row, "helpful")),
                row.getInt("turns"),
                words(row.getString("labels")), words(row.getString("rules")),
                status == null ? "open" : status, row.getString("reviewer"), row.getInt("rejected_sentences"));
    }

    private static List<String> words(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.stream(joined.split(" ", -1)).sorted().toList();
    }
}
