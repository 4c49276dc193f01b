package ai.relayme.policybot.console;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.Feedback;
import com.github.f4b6a3.ulid.UlidFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a reviewer sees it, and what reviewers do with it; all of that is logged. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class Reviews {
    private final Store store;
    private final AuditLog audit;
    private final UlidFactory ids;
    private final InstantSource clock;

    public Reviews(Store store, AuditLog audit, UlidFactory ids, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** How far a review has come. */
    public enum Status {
        /** Nobody has looked at it. */
        OPEN,
        /** Somebody asks for a second look. */
        NEEDS_OTHERS,
        /** It is done. */
        REVIEWED;

        /** The word that stands for it in JSON and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The status of that word. */
        public static Optional<Status> ofLabel(String label) {
            return Stream.of(values()).filter(status -> status.label().equals(label)).findFirst();
        }
    }

    /** A label, who gave it and when. */
    public record Given(String name, String agent, Instant at) {}

    /** A note, who wrote it and when. */
    public record Note(String id, String agent, Instant at, String text) {}

    /** One turn: what was asked and answered, as JSON, and what explains it. */
    public record ReviewedTurn(String answerId, Instant at, String question, String answerJson, String traceJson,
            String corpusVersion, @Nullable String feedback, @Nullable String feedbackReason,
            @Nullable String comment, List<Given> labels) {}

    /**
     * A conversation.
     *
     * @param apiKey   name of the API key that began it, if one did
     * @param status   how far its review has come
     * @param reviewer who reviews it
     * @param queuedBy the rules by which it is queued for review
     * @param turns    its turns, oldest first
     * @param notes    what reviewers noted, oldest first
     */
    public record Reviewed(String id, String language, Instant createdAt, Instant lastAt, @Nullable String apiKey,
            String status, @Nullable String reviewer, List<String> queuedBy, List<ReviewedTurn> turns,
            List<Note> notes) {}

    /** The conversation of that id. */
    public Optional<Reviewed> find(String id) {
        return store.read(handle -> handle.createQuery("""
                select c.language, c.created_at, c.last_at, k.name as api_key, r.status, r.reviewer
                from conversation c left join api_key k on k.id = c.api_key_id
                    left join review r on r.conversation_id = c.id
                where c.id = :id""").bind("id", id)
                .map((row, context) -> new Reviewed(id, row.getString("language"),
                        Instant.ofEpochMilli(row.getLong("created_at")), Instant.ofEpochMilli(row.getLong("last_at")),
                        row.getString("api_key"),
                        Optional.ofNullable(row.getString("status")).orElse(Status.OPEN.label()),
                        row.getString("reviewer"), queuedBy(handle, id), turns(handle, id), notes(handle, id)))
                .findOne());
    }

    private static List<String> queuedBy(Handle handle, String id) {
        return handle.createQuery("select rule from queued where conversation_id = :id order by rule").bind("id", id)
                .mapTo(String.class).list();
    }

    private static List<ReviewedTurn> turns(Handle handle, String id) {
        return handle.createQuery("""
                select a.*, f.helpful, f.reason as feedback_reason, f.comment
                from answer a left join feedback f on f.answer_id = a.id
                where a.conversation_id = :id order by a.created_at, a.id""").bind("id", id)
                .map((row, context) -> turn(handle, row)).list();
    }

    private static ReviewedTurn turn(Handle handle, ResultSet row) throws SQLException {
        String answerId = row.getString("id");
        List<Given> labels = handle.createQuery("select name, agent, at from label where answer_id = :id order by name")
                .bind("id", answerId).map((label, context) -> new Given(label.getString("name"),
                        label.getString("agent"), Instant.ofEpochMilli(label.getLong("at"))))
                .list();
        return new ReviewedTurn(answerId, Instant.ofEpochMilli(row.getLong("created_at")), row.getString("question"),
                row.getString("answer_json"), row.getString("trace_json"), row.getString("corpus_version"),
                Feedback.word(Rows.truth(row, "helpful")),
                row.getString("feedback_reason"), row.getString("comment"), labels);
    }

    private static List<Note> notes(Handle handle, String id) {
        return handle.createQuery("select id, agent, at, text from note where conversation_id = :id order by id")
                .bind("id", id).map((row, context) -> new Note(row.getString("id"), row.getString("agent"),
                        Instant.ofEpochMilli(row.getLong("at")), row.getString("text")))
                .list();
    }

    /** Logs that an agent is shown what is masked; whether there is such a conversation. */
    public boolean reveal(String id, String agent) {
        return changed(id, agent, "conversation_revealed", "", handle -> {});
    }

    /** Sets how far the review has come, and who does it. */
    public boolean setStatus(String id, Status status, @Nullable String reviewer, String agent) {
        return changed(id, agent, "review_changed", status.label(), handle -> handle.createUpdate("""
                insert into review (conversation_id, status, reviewer, updated_at)
                values (:id, :status, :reviewer, :now)
                on conflict (conversation_id) do update set status = excluded.status, reviewer = excluded.reviewer,
                    updated_at = excluded.updated_at""").bind("id", id).bind("status", status.label())
                .bind("reviewer", reviewer).bind("now", clock.millis()).execute());
    }

    /** Adds a note. */
    public boolean addNote(String id, String text, String agent) {
        long now = clock.millis();
        return changed(id, agent, "note_added", "", handle -> handle
                .createUpdate("insert into note (id, conversation_id, agent, at, text)"
                        + " values (:note, :id, :agent, :now, :text)")
                .bind("note", "note_" + ids.create(now)).bind("id", id).bind("agent", agent).bind("now", now)
                .bind("text", text).execute());
    }

    private interface Change {
        void make(Handle handle);
    }

    private boolean changed(String id, String agent, String action, String detail, Change change) {
        return store.writing(handle -> {
            boolean there = handle.createQuery("select count(*) from conversation where id = :id").bind("id", id)
                    .mapTo(Integer.class).one() == 1;
            if (there) {
                change.make(handle);
                audit.add(handle, agent, action, id, detail);
            }
            return there;
        });
    }

    /** Gives an answer a label, or takes it away; whether there is such an answer in that conversation. */
    public boolean label(String conversationId, String answerId, Label label, boolean given, String agent) {
        return store.writing(handle -> {
            boolean there = handle
                    .createQuery("select count(*) from answer where id = :id and conversation_id = :conversation")
                    .bind("id", answerId).bind("conversation", conversationId).mapTo(Integer.class).one() == 1;
            if (there) {
                String sql = given
                        ? "insert into label (answer_id, name, agent, at) values (:id, :name, :agent, :now) on conflict do nothing"
                        : "delete from label where answer_id = :id and name = :name";
                var update = handle.createUpdate(sql).bind("id", answerId).bind("name", label.label());
                (given ? update.bind("agent", agent).bind("now", clock.millis()) : update).execute();
                audit.add(handle, agent, given ? "label_given" : "label_taken", conversationId,
                        answerId + " " + label.label());
            }
            return there;
        });
    }
}
