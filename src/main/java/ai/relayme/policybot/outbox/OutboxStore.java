package ai.relayme.policybot.outbox;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The outbox's table. */
final class OutboxStore {
    /** Named: what a plan of PostgreSQL's yields must not change when a later version adds a column beside this one. */
    private static final String COLUMNS = "id, message_id, topic, reference, recipient, reply_to, language, subject, "
            + "body_text, body_html, created_at, expires_at, attempts, deferrals, first_deferred_at";

    private OutboxStore() {}

    /** What a row is: waiting, or concluded in one of three ways. */
    enum State {
        PENDING("pending"), SENT("sent"), DEAD("dead"), EXPIRED("expired");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * A mail under way.
     *
     * @param attempt   number of this attempt, which proves that it is the newest
     * @param deferrals how often it was deferred before
     * @param since     when it was deferred first, if it was
     */
    record Attempt(String id, String topic, String reference, Mail mail, @Nullable Instant expiresAt, int attempt,
            int deferrals, @Nullable Instant since) {}

    static void add(Handle handle, String id, Mail mail, OutgoingMail queued) {
        Letter letter = mail.letter();
        Instant expiresAt = queued.expiresAt();
        handle.createUpdate("""
                insert into outbox (id, message_id, topic, reference, recipient, reply_to, language, subject, body_text,
                    body_html, created_at, expires_at, state, attempts, deferrals)
                values (:id, :messageId, :topic, :reference, :recipient, :replyTo, :language, :subject, :text, :html,
                    :createdAt, :expiresAt, 'pending', 0, 0)""").bind("id", id).bind("messageId", mail.messageId())
                .bind("topic", queued.topic()).bind("reference", queued.reference())
                .bind("recipient", mail.recipient()).bind("replyTo", mail.replyTo())
                .bind("language", letter.language().tag()).bind("subject", letter.subject())
                .bind("text", letter.text()).bind("html", letter.html()).bind("createdAt", mail.date().toEpochMilli())
                .bind("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli()).execute();
    }

    /** Begins an attempt, unless the mail is concluded. */
    static Optional<Attempt> begin(Handle handle, String id) {
        handle.createUpdate("update outbox set attempts = attempts + 1 where id = :id and state = 'pending'")
                .bind("id", id).execute();
        return handle.createQuery("select " + COLUMNS + " from outbox where id = :id and state = 'pending'")
                .bind("id", id)
                .map(OutboxStore::attempt).findOne();
    }

    private static Attempt attempt(ResultSet row, StatementContext context) throws SQLException {
        Letter letter = new Letter(Language.ofTag(row.getString("language")).orElseThrow(), row.getString("subject"),
                row.getString("body_text"), row.getString("body_html"));
        Mail mail = new Mail(row.getString("message_id"), row.getString("recipient"), row.getString("reply_to"),
                Instant.ofEpochMilli(row.getLong("created_at")), letter);
        return new Attempt(row.getString("id"), row.getString("topic"), row.getString("reference"), mail,
                Rows.moment(row, "expires_at"), row.getInt("attempts"), row.getInt("deferrals"),
                Rows.moment(row, "first_deferred_at"));
    }

    /**
     * Concludes a mail, if the attempt is still the newest: a node that slept through its claim must not speak for the one
     * that took over. The body is emptied but for dead letters, which may be sent again.
     *
     * @return whether it was concluded
     */
    static boolean conclude(Handle handle, Attempt attempt, State state, @Nullable String fault, Instant now) {
        String body = state == State.DEAD ? "" : ", body_text = '', body_html = ''";
        return handle.createUpdate("update outbox set state = :state, fault = :fault, concluded_at = :now" + body
                + " where id = :id and state = 'pending' and attempts = :attempt").bind("state", state.label())
                .bind("fault", fault).bind("now", now.toEpochMilli()).bind("id", attempt.id())
                .bind("attempt", attempt.attempt()).execute() == 1;
    }

    /** Notes that an attempt failed, if it is still the newest; whether it is. */
    static boolean defer(Handle handle, Attempt attempt, String fault, Instant now) {
        return handle.createUpdate("""
                update outbox set deferrals = deferrals + 1, fault = :fault,
                    first_deferred_at = coalesce(first_deferred_at, :now)
                where id = :id and state = 'pending' and attempts = :attempt""").bind("fault", fault)
                .bind("now", now.toEpochMilli()).bind("id", attempt.id()).bind("attempt", attempt.attempt())
                .execute() == 1;
    }

    /**
     * Makes a dead letter a pending mail with all its time before it; whether there was one.
     *
     * @param letter what it says from now on; absent: what it said
     */
    static boolean revive(Handle handle, String id, @Nullable Letter letter) {
        boolean revived = handle.createUpdate("""
                update outbox set state = 'pending', deferrals = 0, first_deferred_at = null, concluded_at = null
                where id = :id and state = 'dead'""").bind("id", id).execute() == 1;
        if (revived && letter != null) {
            handle.createUpdate(
                    "update outbox set subject = :subject, body_text = :text, body_html = :html where id = :id")
                    .bind("subject", letter.subject()).bind("text", letter.text()).bind("html", letter.html())
                    .bind("id", id).execute();
        }
        return revived;
    }

    /** Has the mails of that topic which may still be sent say something else; gives them as they are then. */
    static List<Mail> rewrite(Handle handle, String reference, String topic, Letter letter) {
        handle.createUpdate("""
                update outbox set subject = :subject, body_text = :text, body_html = :html
                where reference = :reference and topic = :topic and state in ('pending', 'dead')""")
                .bind("subject", letter.subject()).bind("text", letter.text()).bind("html", letter.html())
                .bind("reference", reference).bind("topic", topic).execute();
        return handle.createQuery("select " + COLUMNS + " from outbox"
                + " where reference = :reference and topic = :topic and state in ('pending', 'dead')")
                .bind("reference", reference).bind("topic", topic).map(OutboxStore::attempt).list().stream()
                .map(Attempt::mail).toList();
    }

    /** Whether a mail still says what it said when that attempt began, or is concluded. */
    static boolean says(Handle handle, Attempt attempt) {
        return handle.createQuery("select body_text from outbox where id = :id and state = 'pending'")
                .bind("id", attempt.id()).mapTo(String.class).findOne()
                .filter(text -> !text.equals(attempt.mail().letter().text())).isEmpty();
    }

    static int count(Connection connection, State state) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from outbox where state = ?")) {
            query.setString(1, state.label());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    static List<DeadLetter> dead(Handle handle, int limit) {
        return handle.createQuery("""
                select id, topic, reference, fault, concluded_at from outbox where state = 'dead'
                order by concluded_at, id limit :limit""").bind("limit", limit)
                .map((row, context) -> new DeadLetter(row.getString("id"), row.getString("topic"),
                        row.getString("reference"), row.getString("fault"),
                        Instant.ofEpochMilli(row.getLong("concluded_at"))))
                .list();
    }

    static List<MailState> mails(Handle handle, String reference) {
        return handle.createQuery("""
                select id, topic, state, attempts, fault, created_at, concluded_at from outbox
                where reference = :reference order by created_at, id""").bind("reference", reference)
                .map((row, context) -> new MailState(row.getString("id"), row.getString("topic"),
                        row.getString("state"), row.getInt("attempts"), row.getString("fault"),
                        Instant.ofEpochMilli(row.getLong("created_at")), Rows.moment(row, "concluded_at")))
                .list();
    }

    /** What waits for nothing but a mail server: it was tried, and never deferred. */
    static List<String> kept(Handle handle) {
        return handle.createQuery("""
                select id from outbox where state = 'pending' and attempts > 0 and deferrals = 0
                order by created_at, id""").mapTo(String.class).list();
    }

    /** How many mails have waited since before that moment. */
    static int waitingSince(Handle handle, Instant before) {
        return handle.createQuery("select count(*) from outbox where state = 'pending' and created_at < :before")
                .bind("before", before.toEpochMilli()).mapTo(Integer.class).one();
    }

    /** Erases what was sent or has expired before that moment. */
    static int erase(Handle handle, Instant before) {
        return handle.createUpdate("delete from outbox where state in ('sent', 'expired') and concluded_at < :before")
                .bind("before", before.toEpochMilli()).execute();
    }
}
