package ai.relayme.policybot.console;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Answers that agents write where the bot's fall short; a second person approves each. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class Corrections {
    private final Store store;
    private final AuditLog audit;
    private final UlidFactory ids;
    private final InstantSource clock;

    public Corrections(Store store, AuditLog audit, UlidFactory ids, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** How far a correction has come. */
    public enum State {
        /** Written, and by nobody else approved. */
        DRAFT,
        /** Approved. */
        APPROVED,
        /** No longer wanted. */
        RETIRED;

        /** The word that stands for it in JSON and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that word. */
        public static Optional<State> ofLabel(String label) {
            return List.of(values()).stream().filter(state -> state.label().equals(label)).findFirst();
        }
    }

    /** A passage cited, in the version of that digest. */
    public record Cited(String passageId, String language, String digest) {}

    /** A correction. One that cites nothing says that the policy is silent on purpose. */
    public record Correction(String id, String question, String language, String answer, List<Cited> cited,
            State state, String author, Instant createdAt, @Nullable String approver, @Nullable Instant approvedAt) {
        public Correction {
            cited = List.copyOf(cited);
        }
    }

    /** Keeps a draft; returns it. */
    public Correction add(String question, String language, String answer, List<Cited> cited, String author) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Correction draft = new Correction("cor_" + ids.create(now.toEpochMilli()), question, language, answer, cited,
                State.DRAFT, author, now, null, null);
        store.write(handle -> {
            handle.createUpdate("""
                    insert into correction (id, question, language, answer, state, author, created_at)
                    values (:id, :question, :language, :answer, :state, :author, :now)""").bind("id", draft.id())
                    .bind("question", question).bind("language", language).bind("answer", answer)
                    .bind("state", State.DRAFT.label()).bind("author", author).bind("now", now.toEpochMilli())
                    .execute();
            if (!cited.isEmpty()) {
                PreparedBatch batch = handle.prepareBatch("""
                        insert into correction_passage (correction_id, number, passage_id, language, digest)
                        values (:id, :number, :passage, :language, :digest)""");
                for (int i = 0; i < cited.size(); i++) {
                    batch.bind("id", draft.id()).bind("number", i + 1).bind("passage", cited.get(i).passageId())
                            .bind("language", cited.get(i).language()).bind("digest", cited.get(i).digest()).add();
                }
                batch.execute();
            }
            audit.add(handle, author, "correction_written", draft.id(), "");
        });
        return draft;
    }

    /** The correction of that id. */
    public Optional<Correction> find(String id) {
        return store.read(handle -> find(handle, id));
    }

    private static Optional<Correction> find(Handle handle, String id) {
        return handle.createQuery("select * from correction where id = :id").bind("id", id)
                .map((row, context) -> correction(handle, row)).findOne();
    }

    /** Corrections in that state, or in any, the newest first; those before that id, if one is given. */
    public List<Correction> list(@Nullable State state, @Nullable String before, int limit) {
        return store.read(handle -> handle.createQuery("""
                select * from correction where id < :before and (:state = '' or state = :state)
                order by id desc limit :limit""").bind("before", before == null ? "d" : before)
                .bind("state", state == null ? "" : state.label()).bind("limit", limit)
                .map((row, context) -> correction(handle, row)).list());
    }

    private static Correction correction(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<Cited> cited = handle
                .createQuery("select passage_id, language, digest from correction_passage where correction_id = :id"
                        + " order by number")
                .bind("id", id).map((passage, context) -> new Cited(passage.getString("passage_id"),
                        passage.getString("language"), passage.getString("digest")))
                .list();
        long approved = row.getLong("approved_at");
        Instant approvedAt = row.wasNull() ? null : Instant.ofEpochMilli(approved);
        return new Correction(id, row.getString("question"), row.getString("language"), row.getString("answer"), cited,
                State.ofLabel(row.getString("state")).orElseThrow(), row.getString("author"),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("approver"), approvedAt);
    }

    /** What became of a step. */
    public enum Step {
        /** It was taken. */
        DONE,
        /** There is no such correction. */
        UNKNOWN,
        /** The author may not approve it. */
        OWN,
        /** It is in another state. */
        NOT_NOW
    }

    /** Approves a draft that somebody else wrote. */
    public Step approve(String id, String agent) {
        return store.writing(handle -> {
            Optional<Correction> found = find(handle, id);
            if (found.isEmpty()) {
                return Step.UNKNOWN;
            }
            if (found.get().author().equals(agent)) {
                return Step.OWN;
            }
            return step(handle, id, agent, "correction_approved", """
                    update correction set state = 'approved', approver = :agent, approved_at = :now
                    where id = :id and state = 'draft' and author <> :agent""");
        });
    }

    /** Takes a correction back. */
    public Step retire(String id, String agent) {
        return store.writing(handle -> find(handle, id).isEmpty()
                ? Step.UNKNOWN
                : step(handle, id, agent, "correction_retired", """
                        update correction set state = 'retired', retired_at = :now
                        where id = :id and state <> 'retired'"""));
    }

    private Step step(Handle handle, String id, String agent, String action, String sql) {
        var update = handle.createUpdate(sql).bind("id", id).bind("now", clock.millis());
        if (sql.contains(":agent")) {
            update.bind("agent", agent);
        }
        if (update.execute() == 0) {
            return Step.NOT_NOW;
        }
        audit.add(handle, agent, action, id, "");
        return Step.DONE;
    }
}
