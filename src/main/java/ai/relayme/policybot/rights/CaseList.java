package ai.relayme.policybot.rights;

import ai.relayme.policybot.store.Store;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists cases for support, and reads their logs. Methods throw {@link ai.relayme.policybot.store.StoreException} if the
 * database fails. Safe for concurrent use.
 */
public final class CaseList {
    /** Stands for all states but the last. */
    public static final String OPEN = "open";
    /** What a case can be. */
    public static final List<String> KINDS = List.of(CaseStore.RIGHTS_REQUEST, CaseStore.HANDOFF);

    private final Store store;
    private final CaseStore cases;

    public CaseList(Store store, Regimes regimes) {
        this.store = store;
        this.cases = new CaseStore(regimes);
    }

    /**
     * Which cases are looked for; nothing for any.
     *
     * @param state  how far they have come; {@code open} for all that are not closed
     * @param kind   {@code rights_request} or {@code handoff}
     * @param right  a right that is to be used
     * @param regime the law whose clock runs
     * @param dueBefore those with a date before that moment
     */
    public record Filter(@Nullable String state, @Nullable String kind, @Nullable String right,
            @Nullable String regime, @Nullable Instant dueBefore) {}

    /** An entry of a case's log. */
    public record Entry(int number, Instant at, String event, String detail) {}

    /**
     * The cases that the filter lets through: open ones by their dates, those without one and closed ones after them, the
     * newest first.
     *
     * @param offset how many to leave out
     * @param limit  at most that many
     */
    public List<CaseFile> list(Filter filter, int offset, int limit) {
        List<String> references = store.read(handle -> handle.createQuery("""
                select reference from case_file f
                where (:state = '' or state = :state or (:state = 'open' and state <> 'closed'))
                    and (:kind = '' or kind = :kind) and (:regime = '' or regime = :regime)
                    and (:dueBefore < 0 or due_at < :dueBefore)
                    and (:right = '' or exists (select 1 from case_right r
                        where r.reference = f.reference and r.name = :right))
                order by case when state = 'closed' then 2 when due_at is null then 1 else 0 end,
                    case when state = 'closed' then 0 else due_at end, received_at desc, reference
                limit :limit offset :offset""").bind("state", word(filter.state())).bind("kind", word(filter.kind()))
                .bind("regime", word(filter.regime())).bind("right", word(filter.right()))
                .bind("dueBefore", filter.dueBefore() == null ? -1L : filter.dueBefore().toEpochMilli())
                .bind("limit", limit).bind("offset", offset).mapTo(String.class).list());
        return store.read(handle -> references.stream().flatMap(one -> cases.find(handle, one).stream()).toList());
    }

    /**
     * How many there are of a kind in a state.
     *
     * @param overdue those of them that are open and whose date has passed
     */
    public record Count(String kind, String state, int count, int overdue) {}

    /** How many there are of each kind in each state; one that repeats another is overdue with that one alone. */
    public List<Count> counts(Instant now) {
        return store.read(handle -> handle.createQuery("""
                select kind, state, count(*) as count, sum(case when due_at < :now and state <> 'closed'
                    and joined_to is null then 1 else 0 end) as overdue
                from case_file group by kind, state""").bind("now", now.toEpochMilli())
                .map((row, _) -> new Count(row.getString("kind"), row.getString("state"), row.getInt("count"),
                        row.getInt("overdue")))
                .list());
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The log of a case, oldest first. */
    public List<Entry> log(String reference) {
        return store.read(handle -> CaseLog.entries(handle, reference)).stream()
                .map(entry -> new Entry(entry.number(), entry.at(), entry.event(), entry.detail())).toList();
    }
}
