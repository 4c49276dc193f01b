package ai.relayme.policybot.correction;

import ai.relayme.policybot.agent.AgentNames;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.correction.Correction.Cited;
import ai.relayme.policybot.correction.Correction.State;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps corrections; a second person approves each. Methods throw {@link ai.relayme.policybot.store.StoreException} if the
 * database fails. Safe for concurrent use.
 */
public final class Corrections {
    /** Named: what a plan of PostgreSQL's yields must not change when a later version adds a column beside this one. */
    private static final String COLUMNS = "id, question, language, answer, state, author, created_at, approver, "
            + "approved_at, suspended_at";

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

    /** Keeps a draft; returns it. */
    public Correction add(String question, Language language, String answer, List<Cited> cited, String author) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Correction draft = new Correction("cor_" + ids.create(now.toEpochMilli()), question, language, answer, cited,
                State.DRAFT, author, now, null, null, null);
        store.write(handle -> {
            handle.createUpdate("""
                    insert into correction (id, question, language, answer, state, author, created_at)
                    values (:id, :question, :language, :answer, :state, :author, :now)""").bind("id", draft.id())
                    .bind("question", question).bind("language", language.tag()).bind("answer", answer)
                    .bind("state", State.DRAFT.label()).bind("author", author).bind("now", now.toEpochMilli())
                    .execute();
            cite(handle, draft.id(), cited);
            audit.add(handle, author, "correction_written", draft.id(), "");
        });
        return draft;
    }

    private static void cite(Handle handle, String id, List<Cited> cited) {
        if (cited.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into correction_passage (correction_id, number, passage_id, language, digest, passage_digest)
                values (:id, :number, :passage, :language, :digest, :passageDigest)""");
        for (int i = 0; i < cited.size(); i++) {
            batch.bind("id", id).bind("number", i + 1).bind("passage", cited.get(i).passageId())
                    .bind("language", cited.get(i).language().tag()).bind("digest", cited.get(i).digest())
                    .bind("passageDigest", cited.get(i).passageDigest()).add();
        }
        batch.execute();
    }

    /** The correction of that id. */
    public Optional<Correction> find(String id) {
        return store.read(handle -> find(handle, id));
    }

    private static Optional<Correction> find(Handle handle, String id) {
        return handle.createQuery("select " + COLUMNS + " from correction where id = :id").bind("id", id)
                .map((row, context) -> correction(handle, row)).findOne();
    }

    /** Corrections in that state, or in any, the newest first; those before that id, if one is given. */
    public List<Correction> list(@Nullable State state, @Nullable String before, int limit) {
        return store.read(handle -> handle.createQuery("select " + COLUMNS + """
                 from correction where id < :before and (:state = '' or state = :state)
                order by id desc limit :limit""").bind("before", before == null ? "d" : before)
                .bind("state", state == null ? "" : state.label()).bind("limit", limit)
                .map((row, context) -> correction(handle, row)).list());
    }

    /** Every correction that is approved, the newest first. */
    public List<Correction> approved() {
        return list(State.APPROVED, null, Integer.MAX_VALUE);
    }

    private static Correction correction(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<Cited> cited = handle.createQuery("""
                select passage_id, language, digest, passage_digest from correction_passage
                where correction_id = :id order by number""").bind("id", id)
                .map((passage, context) -> new Cited(passage.getString("passage_id"), language(passage),
                        passage.getString("digest"), passage.getString("passage_digest")))
                .list();
        return new Correction(id, row.getString("question"), language(row), row.getString("answer"), cited,
                State.ofLabel(row.getString("state")).orElseThrow(), row.getString("author"),
                Instant.ofEpochMilli(row.getLong("created_at")), row.getString("approver"),
                Rows.moment(row, "approved_at"),
                Rows.moment(row, "suspended_at"));
    }

    private static Language language(ResultSet row) throws SQLException {
        return Language.ofTag(row.getString("language")).orElseThrow();
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
        NOT_NOW,
        /** A passage that it cites is not in the corpus any more. */
        PASSAGE_GONE
    }

    /**
     * Approves a draft that somebody else wrote, or anew what was suspended.
     *
     * @param corpus what the approver reads: from now on the correction stands as long as its passages are as they are there
     */
    public Step approve(String id, String agent, Corpus corpus) {
        return store.writing(handle -> {
            Optional<Correction> found = find(handle, id);
            if (found.isEmpty()) {
                return Step.UNKNOWN;
            }
            if (found.get().author().equals(agent)) {
                return Step.OWN;
            }
            List<Cited> today = new ArrayList<>();
            for (Cited cited : found.get().cited()) {
                Optional<Passage> passage = corpus.passage(cited.passageId(), cited.language());
                if (passage.isEmpty()) {
                    return Step.PASSAGE_GONE;
                }
                today.add(Cited.of(corpus, passage.get()));
            }
            Step step = step(handle, id, agent, "correction_approved", """
                    update correction set state = 'approved', approver = :agent, approved_at = :now, suspended_at = null
                    where id = :id and state in ('draft', 'suspended') and author <> :agent""");
            if (step == Step.DONE) {
                handle.createUpdate("delete from correction_passage where correction_id = :id").bind("id", id)
                        .execute();
                cite(handle, id, today);
            }
            return step;
        });
    }

    /** Holds back what is approved, since a passage that it cites has changed; another node may have done so before. */
    void suspend(String id) {
        store.write(handle -> step(handle, id, AgentNames.PROGRAM, "correction_suspended", """
                update correction set state = 'suspended', suspended_at = :now
                where id = :id and state = 'approved'"""));
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
        // one row, which writers wait for: no reader can have seen a later number without this change
        handle.createUpdate("update correction_revision set number = number + 1").execute();
        audit.add(handle, agent, action, id, "");
        return Step.DONE;
    }

    /** Grows whenever which corrections are approved changes, on whichever node. */
    long revision() {
        return store.read(handle -> handle.createQuery("select number from correction_revision").mapTo(Long.class)
                .one());
    }

    /**
     * How a correction did, as far as conversations are kept.
     *
     * @param hits      how many answers it gave
     * @param lastAt    when it gave the newest
     * @param helpful   how many visitors found it helpful
     * @param unhelpful how many did not
     */
    public record Use(long hits, @Nullable Instant lastAt, long helpful, long unhelpful) {}

    /** How that correction did. */
    public Use use(String id) {
        return store.read(handle -> handle.createQuery("""
                select count(*) as hits, max(a.created_at) as last_at,
                    coalesce(sum(case when f.helpful = 1 then 1 else 0 end), 0) as helpful,
                    coalesce(sum(case when f.helpful = 0 then 1 else 0 end), 0) as unhelpful
                from answer a left join feedback f on f.answer_id = a.id
                where a.correction_id = :id""").bind("id", id)
                .map((row, context) -> new Use(row.getLong("hits"), Rows.moment(row, "last_at"), row.getLong("helpful"),
                        row.getLong("unhelpful")))
                .one());
    }
}
