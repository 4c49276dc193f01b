package ai.relayme.policybot.console;

import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.FullText;
import com.github.f4b6a3.ulid.Ulid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds conversations, the newest first, each once. Methods throw {@link ai.relayme.policybot.store.StoreException} if the
 * database fails. Safe for concurrent use.
 */
public final class ConversationList {
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
        Map<String, Object> values = new HashMap<>();
        String words = filter.words() == null ? "" : fullText.query(filter.words());
        if (filter.words() != null && words.isEmpty()) {
            return List.of();
        }
        boolean searched = !words.isEmpty();
        List<String> conditions = new ArrayList<>(conditions(filter, "a", values));
        String newer = String.join(" and ", conditions(filter, "n", values))
                + (searched ? " and " + fullText.matches("n", Objects.requireNonNull(filter.words()), values) : "");
        if (searched) {
            values.put("words", words);
            conditions.add(fullText.condition());
        }
        if (before != null) {
            values.put("before", before);
            conditions.add(searched
                    ? fullText.number() + " < (select b.number from answer_words b where b.answer_id = :before)"
                    : "a.id < :before");
        }
        conditions.add("not exists (select 1 from answer n where n.conversation_id = a.conversation_id"
                + " and n.id > a.id and " + newer + ")");
        String sql = """
                select a.*, (select f.helpful from feedback f where f.answer_id = a.id) as helpful,
                    (select count(*) from answer t where t.conversation_id = a.conversation_id) as turns,
                    (select string_agg(l.name, ' ') from label l where l.answer_id = a.id) as labels,
                    (select string_agg(q.rule, ' ') from queued q where q.conversation_id = a.conversation_id) as rules,
                    r.status as review_status, r.reviewer as reviewer
                from\s""" + (searched ? fullText.from() : "answer a")
                + " left join review r on r.conversation_id = a.conversation_id where "
                + String.join(" and ", conditions) + " order by " + (searched ? fullText.number() : "a.id")
                + " desc limit :limit";
        values.put("limit", limit);
        List<ConversationItem> found = store.read(handle -> handle.createQuery(sql).bindMap(values)
                .map((row, context) -> item(row)).list());
        List<String> masked = masking.mask(found.stream().map(ConversationItem::question).toList());
        List<ConversationItem> items = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            items.add(found.get(i).withQuestion(masked.get(i)));
        }
        return items;
    }

    private static List<String> conditions(ConversationFilter filter, String alias, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        conditions.add("1 = 1");
        filter.equal().forEach((column, value) -> {
            String condition = column.condition(alias, value);
            conditions.add(condition);
            if (condition.contains(":" + column.label())) {
                values.put(column.label(), value);
            }
        });
        if (filter.leastSupport() != null) {
            conditions.add(alias + ".support >= :least_support");
            values.put("least_support", filter.leastSupport());
        }
        if (filter.mostSupport() != null) {
            conditions.add(alias + ".support <= :most_support");
            values.put("most_support", filter.mostSupport());
        }
        // an answer's id begins with its time, and lists are walked by it
        if (filter.from() != null) {
            conditions.add(alias + ".id >= :from_id");
            values.put("from_id", firstId(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add(alias + ".id < :to_id");
            values.put("to_id", firstId(filter.to()));
        }
        return conditions;
    }

    private static String firstId(Instant moment) {
        return "ans_" + Ulid.min(Math.max(0, moment.toEpochMilli()));
    }

    private static ConversationItem item(ResultSet row) throws SQLException {
        String status = row.getString("review_status");
        int helpful = row.getInt("helpful");
        String feedback = row.wasNull() ? null : helpful == 1 ? "helpful" : "unhelpful";
        return new ConversationItem(row.getString("conversation_id"), row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("question"), row.getString("outcome"),
                row.getString("reason"), row.getString("language"), row.getString("mode"), row.getString("model"),
                number(row, "support"), number(row, "threshold"), row.getString("top_passage"), feedback,
                row.getInt("turns"),
                words(row.getString("labels")), words(row.getString("rules")),
                status == null ? "open" : status, row.getString("reviewer"), row.getInt("rejected_sentences"));
    }

    private static List<String> words(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.stream(joined.split(" ", -1)).sorted().toList();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? null : number;
    }
}
