package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables of the cases. */
final class CaseStore {
    /** Named: what a plan of PostgreSQL's yields must not change when a later version adds a column beside this one. */
    private static final String COLUMNS = "reference, kind, state, email, name, on_behalf_of, details, transcript, "
            + "language, regime, received_at, extended, verified_at, outcome, joined_to, conversation_id";
    static final String HANDOFF = "handoff";
    static final String RIGHTS_REQUEST = "rights_request";

    private final Regimes regimes;

    CaseStore(Regimes regimes) {
        this.regimes = regimes;
    }

    void add(Handle handle, CaseFile file) {
        Submission submission = file.submission();
        Instant due = file.dueAt();
        handle.createUpdate("""
                insert into case_file (reference, kind, state, email, name, on_behalf_of, details, transcript, language,
                    regime, received_at, due_at, extended, log_length, log_hash, conversation_id)
                values (:reference, :kind, :state, :email, :name, :onBehalfOf, :details, :transcript, :language,
                    :regime, :receivedAt, :dueAt, :extended, 0, '', :conversationId)""")
                .bind("reference", file.reference())
                .bind("kind", submission.isHandoff() ? HANDOFF : RIGHTS_REQUEST).bind("state", file.state().label())
                .bind("email", submission.email()).bind("name", submission.name())
                .bind("onBehalfOf", submission.onBehalfOf()).bind("details", submission.details())
                .bind("transcript", submission.transcript())
                .bind("conversationId", submission.conversationId()).bind("language", submission.language().tag())
                .bind("regime", file.regime().id()).bind("receivedAt", file.receivedAt().toEpochMilli())
                .bind("dueAt", due == null ? null : due.toEpochMilli()).bind("extended", false).execute();
        setDue(handle, file.reference(), file.due());
    }

    /** Sets the date of each right. */
    void setDue(Handle handle, String reference, Map<Right, Instant> due) {
        handle.createUpdate("delete from case_right where reference = :reference").bind("reference", reference)
                .execute();
        due.forEach((right, at) -> handle
                .createUpdate("insert into case_right (reference, name, due_at) values (:reference, :name, :dueAt)")
                .bind("reference", reference).bind("name", right.label()).bind("dueAt", at.toEpochMilli()).execute());
    }

    /** The case, held by this transaction, so that no other one changes it meanwhile. */
    Optional<CaseFile> hold(Handle handle, String reference) {
        handle.createUpdate("update case_file set reference = reference where reference = :reference")
                .bind("reference", reference).execute();
        return find(handle, reference);
    }

    Optional<CaseFile> find(Handle handle, String reference) {
        return handle.createQuery("select " + COLUMNS + " from case_file where reference = :reference")
                .bind("reference", reference)
                .map((row, context) -> file(handle, row)).findOne();
    }

    private CaseFile file(Handle handle, ResultSet row) throws SQLException {
        String reference = row.getString("reference");
        Regime regime = regimes.get(row.getString("regime"));
        Map<Right, Instant> due = due(handle, reference);
        Submission submission = new Submission(due.keySet().stream().sorted().toList(), row.getString("email"),
                row.getString("name"), row.getString("on_behalf_of"), row.getString("details"),
                due.isEmpty() ? null : regime, row.getString("transcript"), row.getString("conversation_id"),
                Language.ofTag(row.getString("language")).orElseThrow());
        return new CaseFile(reference, CaseState.ofLabel(row.getString("state")), submission, regime,
                Instant.ofEpochMilli(row.getLong("received_at")), due, row.getBoolean("extended"),
                Rows.moment(row, "verified_at"), row.getString("outcome"), row.getString("joined_to"));
    }

    private static Map<Right, Instant> due(Handle handle, String reference) {
        Map<Right, Instant> due = new EnumMap<>(Right.class);
        handle.createQuery("select name, due_at from case_right where reference = :reference")
                .bind("reference", reference)
                .map((row, context) -> Map.entry(Right.ofLabel(row.getString("name")).orElseThrow(),
                        Instant.ofEpochMilli(row.getLong("due_at"))))
                .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
        return due;
    }

    void setState(Handle handle, String reference, CaseState state) {
        handle.createUpdate("update case_file set state = :state where reference = :reference")
                .bind("state", state.label()).bind("reference", reference).execute();
    }

    void setVerified(Handle handle, String reference, CaseState state, Instant at, @Nullable String joinedTo,
            @Nullable Instant reminder) {
        handle.createUpdate("""
                update case_file set verified_at = :at, forwarded_at = :at, state = :state, joined_to = :joinedTo,
                    next_reminder_at = :reminder where reference = :reference""").bind("at", at.toEpochMilli())
                .bind("state", state.label()).bind("joinedTo", joinedTo)
                .bind("reminder", reminder == null ? null : reminder.toEpochMilli())
                .bind("reference", reference).execute();
    }

    /** Whether support had not seen it until now: it may have been verified since it was found. */
    boolean setForwarded(Handle handle, String reference, Instant at, @Nullable Instant reminder) {
        return handle.createUpdate("""
                update case_file set forwarded_at = :at, state = 'received', next_reminder_at = :reminder
                where reference = :reference and forwarded_at is null""").bind("at", at.toEpochMilli())
                .bind("reminder", reminder == null ? null : reminder.toEpochMilli()).bind("reference", reference)
                .execute() == 1;
    }

    void setReminder(Handle handle, String reference, @Nullable Instant reminder) {
        handle.createUpdate("update case_file set next_reminder_at = :reminder where reference = :reference")
                .bind("reminder", reminder == null ? null : reminder.toEpochMilli()).bind("reference", reference)
                .execute();
    }

    /** Sets the law whose clock runs, and the dates that follow from it. */
    void setTime(Handle handle, CaseFile file, @Nullable Instant reminder) {
        Instant due = file.dueAt();
        handle.createUpdate("""
                update case_file set regime = :regime, extended = :extended, due_at = :dueAt,
                    next_reminder_at = :reminder where reference = :reference""").bind("regime", file.regime().id())
                .bind("extended", file.extended()).bind("dueAt", due == null ? null : due.toEpochMilli())
                .bind("reminder", reminder == null ? null : reminder.toEpochMilli())
                .bind("reference", file.reference()).execute();
        setDue(handle, file.reference(), file.due());
    }

    void setClosed(Handle handle, String reference, String outcome, Instant at) {
        handle.createUpdate("""
                update case_file set state = 'closed', outcome = :outcome, closed_at = :at, next_reminder_at = null
                where reference = :reference""").bind("outcome", outcome).bind("at", at.toEpochMilli())
                .bind("reference", reference).execute();
    }

    /** The oldest verified case that is still open and asks for all that this one does, for the same person. */
    Optional<String> repeated(Handle handle, CaseFile file) {
        if (file.rights().isEmpty()) {
            return Optional.empty();
        }
        List<CaseFile> open = new ArrayList<>();
        handle.createQuery("select " + COLUMNS + """
                 from case_file where lower(email) = lower(:email) and verified_at is not null
                    and state <> 'closed' and joined_to is null and reference <> :reference
                order by received_at, reference""").bind("email", file.submission().email())
                .bind("reference", file.reference()).map((row, context) -> file(handle, row)).forEach(open::add);
        String person = file.submission().onBehalfOf();
        return open.stream().filter(other -> other.rights().containsAll(file.rights()))
                .filter(other -> Objects.equals(other.submission().onBehalfOf(), person)).findFirst()
                .map(CaseFile::reference);
    }

    /** Addresses with cases that nobody verified and support has not seen, received before that moment. */
    List<String> unforwarded(Handle handle, Instant before, int limit) {
        return handle.createQuery("""
                select distinct email from case_file where forwarded_at is null and received_at < :before
                order by email limit :limit""").bind("before", before.toEpochMilli()).bind("limit", limit)
                .mapTo(String.class).list();
    }

    /** The cases of that address that support has not seen, the newest first. */
    List<CaseFile> unforwarded(Handle handle, String email, Instant before) {
        return handle.createQuery("select " + COLUMNS + """
                 from case_file where forwarded_at is null and email = :email and received_at < :before
                order by received_at desc, reference""").bind("email", email).bind("before", before.toEpochMilli())
                .map((row, context) -> file(handle, row)).list();
    }

    /** The cases that have a copy of that conversation. */
    List<String> withTranscript(Handle handle, String conversationId) {
        return handle.createQuery("""
                select reference from case_file where conversation_id = :id and transcript is not null
                order by reference""").bind("id", conversationId).mapTo(String.class).list();
    }

    /** The closed cases that came with a conversation before that moment, and the open ones before an earlier one. */
    List<String> withTranscriptBefore(Handle handle, Instant closed, Instant open) {
        return handle.createQuery("""
                select reference from case_file
                where transcript is not null and received_at < :closed and (state = 'closed' or received_at < :open)
                order by reference""").bind("closed", closed.toEpochMilli()).bind("open", open.toEpochMilli())
                .mapTo(String.class).list();
    }

    void eraseTranscript(Handle handle, String reference) {
        handle.createUpdate("update case_file set transcript = null where reference = :reference")
                .bind("reference", reference).execute();
    }

    /** The case, and those of its address that support was told of, unverified, in the same mail, the newest first. */
    List<CaseFile> forwardedWith(Handle handle, String reference) {
        return handle.createQuery("select " + COLUMNS + """
                 from case_file where reference = :reference
                    or (email = (select email from case_file where reference = :reference)
                        and exists (select 1 from case_log other join case_log own on own.at = other.at
                            where other.reference = case_file.reference and own.reference = :reference
                                and other.event = 'forwarded_unverified' and own.event = 'forwarded_unverified'))
                order by case when reference = :reference then 0 else 1 end, received_at desc, reference""")
                .bind("reference", reference).map((row, context) -> file(handle, row)).list();
    }

    /** The cases that support must be reminded of by now. */
    List<String> toRemind(Handle handle, Instant now, int limit) {
        return handle
                .createQuery(
                        """
                select reference from case_file where next_reminder_at <= :now order by next_reminder_at limit :limit""")
                .bind("now", now.toEpochMilli()).bind("limit", limit).mapTo(String.class).list();
    }
}
