package ai.relayme.policybot.rights;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What support does with cases. Each change is logged with who made it, in the case's log and in that of what agents do, and
 * told to the requester.
 */
public final class CaseDesk {
    private final Store store;
    private final Outbox outbox;
    private final CaseStore cases;
    private final Regimes regimes;
    private final CaseLetters letters;
    private final CaseWords words;
    private final AuditLog audit;
    private final InstantSource clock;

    CaseDesk(Store store, Outbox outbox, CaseStore cases, Regimes regimes, CaseLetters letters, CaseWords words,
            AuditLog audit, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.cases = cases;
        this.regimes = regimes;
        this.letters = letters;
        this.words = words;
        this.audit = audit;
        this.clock = clock;
    }

    /** The laws on file. */
    public Regimes regimes() {
        return regimes;
    }

    /** The case of that reference. */
    public Optional<CaseFile> find(String reference) {
        return store.read(handle -> cases.find(handle, reference));
    }

    /** Whether the log of that case is whole, with every entry unchanged and in its place. */
    public boolean isLogWhole(String reference) {
        return store.read(handle -> CaseLog.isWhole(handle, reference));
    }

    /**
     * Makes a change.
     *
     * @param agent who makes it
     * @return the case as it is now; nothing if there is no such case, or it does not allow that change
     */
    public Optional<CaseFile> change(String reference, Change change, String agent) {
        Optional<CaseFile> changed = store.writing(handle -> {
            Optional<CaseFile> made = cases.hold(handle, reference)
                    .flatMap(file -> apply(handle, file, change, agent));
            made.ifPresent(
                    file -> audit.add(handle, agent, "rights_request_changed", reference, change.description()));
            return made;
        });
        outbox.wake();
        return changed;
    }

    /**
     * Sends a dead letter again; one to support also without the conversation, which a mail server may have refused for its
     * size or its words. The conversation stays in the case.
     *
     * @param whole whether as it was
     * @param agent who has it sent
     * @return whether that case has such a dead letter, and where it is not sent whole, with a conversation
     */
    public boolean resend(String reference, String mail, boolean whole, String agent) {
        boolean found = outbox.mails(reference).stream().anyMatch(
                one -> one.id().equals(mail) && (whole || one.topic().equals(CaseLetters.SUPPORT)));
        boolean resent = found && store.writing(handle -> {
            Optional<CaseFile> sent = cases.hold(handle, reference)
                    .filter(file -> whole || file.submission().transcript() != null)
                    .filter(file -> outbox.requeue(handle, mail,
                            whole ? null : letters.supportWithoutTranscript(file).letter()));
            sent.ifPresent(file -> {
                String how = whole ? "resent" : "resent_without_transcript";
                CaseLog.add(handle, reference, clock.instant(), how, agent);
                audit.add(handle, agent, "mail_" + how, reference, mail);
            });
            return sent.isPresent();
        });
        outbox.wake();
        return resent;
    }

    private Optional<CaseFile> apply(Handle handle, CaseFile file, Change change, String agent) {
        Instant now = clock.instant();
        return switch (change) {
            case Change.Acknowledge() -> move(handle, file, CaseState.ACKNOWLEDGED, "", agent);
            case Change.Start() -> move(handle, file, CaseState.IN_PROGRESS, "", agent);
            case Change.Pause(String reason) -> move(handle, file, CaseState.PAUSED, reason, agent);
            case Change.Extend(String reason) -> extend(handle, file, reason, agent, now);
            case Change.SetRegime(Regime regime, String reason) ->
                setRegime(handle, file, regime, reason, agent, now);
            case Change.Close(Change.Outcome outcome, String reason) ->
                close(handle, file, outcome, reason, agent, now);
        };
    }

    private Optional<CaseFile> move(Handle handle, CaseFile file, CaseState state, String reason, String agent) {
        if (!file.state().next().contains(state)) {
            return Optional.empty();
        }
        cases.setState(handle, file.reference(), state);
        if (file.joinedTo() == null) {
            // whoever acts on a case has seen it: from here on its dates alone are reminded of
            cases.setReminder(handle, file.reference(), Reminders.next(file, clock.instant()));
        }
        CaseLog.add(handle, file.reference(), clock.instant(), state.label(), agent + ": " + reason);
        return tell(handle, file, words.state(state, file.language()), reason, false);
    }

    private Optional<CaseFile> extend(Handle handle, CaseFile file, String reason, String agent, Instant now) {
        Map<Right, Instant> due = new EnumMap<>(Right.class);
        due.putAll(file.due());
        file.rights().forEach(right -> regimes.extended(file.regime(), right, file.receivedAt())
                .ifPresent(later -> due.put(right, later)));
        Instant before = file.dueAt();
        // the law wants it told within the first period
        if (file.extended() || before == null || now.isAfter(before) || due.equals(file.due())
                || !file.isAtSupport()) {
            return Optional.empty();
        }
        CaseFile extended = new CaseFile(file.reference(), file.state(), file.submission(), file.regime(),
                file.receivedAt(), due, true, file.verifiedAt(), file.outcome(), file.joinedTo());
        cases.setTime(handle, extended, reminder(extended, now));
        CaseLog.add(handle, file.reference(), now, "extended", agent + ": " + reason);
        return tell(handle, file, words.of("change.extended", file.language()), reason, false);
    }

    /** What was extended under the other law is not under this one, which counts from the day of receipt as well. */
    private Optional<CaseFile> setRegime(Handle handle, CaseFile file, Regime regime, String reason, String agent,
            Instant now) {
        if (file.rights().isEmpty() || regime.id().equals(file.regime().id())
                || !file.isAtSupport()) {
            return Optional.empty();
        }
        Map<Right, Instant> due = new EnumMap<>(Right.class);
        file.rights().forEach(right -> due.put(right, regimes.due(regime, right, file.receivedAt())));
        CaseFile set = new CaseFile(file.reference(), file.state(), file.submission(), regime, file.receivedAt(), due,
                false, file.verifiedAt(), file.outcome(), file.joinedTo());
        cases.setTime(handle, set, reminder(set, now));
        CaseLog.add(handle, file.reference(), now, "regime_set",
                agent + ": " + regime.id() + ", before " + file.regime().id() + ": " + reason);
        return tell(handle, file, words.of("change.regime_set", file.language()), reason, false);
    }

    /** A case that repeats another is reminded of with that one alone. */
    private static @Nullable Instant reminder(CaseFile file, Instant now) {
        return file.joinedTo() == null ? Reminders.next(file, now) : null;
    }

    private Optional<CaseFile> close(Handle handle, CaseFile file, Change.Outcome outcome, String reason, String agent,
            Instant now) {
        if (!file.state().next().contains(CaseState.CLOSED)) {
            return Optional.empty();
        }
        cases.setClosed(handle, file.reference(), outcome.label(), now);
        CaseLog.add(handle, file.reference(), now, CaseState.CLOSED.label(),
                agent + ": " + outcome.label() + ": " + reason);
        String change = words.state(CaseState.CLOSED, file.language()) + ": "
                + words.of("outcome." + outcome.label(), file.language());
        return tell(handle, file, change, reason, outcome.refuses());
    }

    /** Nobody is written to at an address that nobody has proven. */
    private Optional<CaseFile> tell(Handle handle, CaseFile before, String change, String reason, boolean refused) {
        Optional<CaseFile> now = cases.find(handle, before.reference());
        now.filter(file -> file.verifiedAt() != null)
                .ifPresent(file -> outbox.queue(handle, letters.status(file, change, reason, refused)));
        return now;
    }
}
