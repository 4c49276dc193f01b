package ai.relayme.policybot.agent;

import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The log of what agents did and what they were shown; it holds no word of a visitor's. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class AuditLog {
    private final Store store;
    private final UlidFactory ids;
    private final InstantSource clock;

    public AuditLog(Store store, UlidFactory ids, InstantSource clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An entry.
     *
     * @param id     its id; later ones are greater
     * @param at     when
     * @param agent  who
     * @param action what was done, a word
     * @param target what it was done to, an id
     * @param detail more about it
     */
    public record Entry(String id, Instant at, String agent, String action, String target, String detail) {}

    /** Adds an entry in the transaction of that handle, so that nothing is done that is not logged. */
    public void add(Handle handle, String agent, String action, String target, String detail) {
        long now = clock.millis();
        handle.createUpdate("""
                insert into audit_log (id, at, agent, action, target, detail)
                values (:id, :at, :agent, :action, :target, :detail)""").bind("id", "aud_" + ids.create(now))
                .bind("at", now).bind("agent", agent).bind("action", action).bind("target", target)
                .bind("detail", detail).execute();
    }

    /** Adds an entry of its own. On the disk when this returns. */
    public void add(String agent, String action, String target, String detail) {
        store.write(handle -> add(handle, agent, action, target, detail));
    }

    /**
     * Entries, the newest first.
     *
     * @param before only those before the entry of that id, if given
     * @param target only those about that, if given
     * @param limit  at most that many
     */
    public List<Entry> entries(@Nullable String before, @Nullable String target, int limit) {
        return store.read(handle -> handle.createQuery("""
                select id, at, agent, action, target, detail from audit_log
                where id < :before and (cast(:target as text) is null or target = :target)
                order by id desc limit :limit""").bind("before", before == null ? "b" : before).bind("target", target)
                .bind("limit", limit)
                .map((row, context) -> new Entry(row.getString("id"), Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("agent"), row.getString("action"), row.getString("target"),
                        row.getString("detail")))
                .list());
    }
}
