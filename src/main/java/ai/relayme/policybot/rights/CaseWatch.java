package ai.relayme.policybot.rights;

import ai.relayme.policybot.outbox.DeliveryListener;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.outbox.RecurringJob;
import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What happens to cases when time passes or mail goes: nobody has to do anything for it. */
public final class CaseWatch implements DeliveryListener {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** Who has not verified by then may be unable to: support sees the request, marked unverified. */
    private static final Duration FORWARD_AFTER = Duration.ofHours(24);
    /** Cases in one go, so that no transaction is long; the rest follow at the next look. */
    private static final int BATCH = 100;

    private final Store store;
    private final Outbox outbox;
    private final CaseStore cases;
    private final CaseLetters letters;
    private final InstantSource clock;

    CaseWatch(Store store, Outbox outbox, CaseStore cases, CaseLetters letters, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.cases = cases;
        this.letters = letters;
        this.clock = clock;
    }

    /** The work that recurs. */
    public List<RecurringJob> jobs() {
        return List.of(new RecurringJob("watch-cases", LOOK_EVERY, this::look));
    }

    /** Forwards what nobody verified, reminds of what is due, and forgets what has had its time. */
    public void look() {
        Instant now = clock.instant();
        for (String email : store.read(handle -> cases.unforwarded(handle, now.minus(FORWARD_AFTER), BATCH))) {
            store.write(handle -> forward(handle, email, now));
        }
        for (String reference : store.read(handle -> cases.toRemind(handle, now, BATCH))) {
            store.write(handle -> cases.hold(handle, reference).ifPresent(file -> remind(handle, file, now)));
        }
        store.write(handle -> {
            Idempotency.erase(handle, now);
            MailBudget.erase(handle, now);
            VerificationCodes.erase(handle, now);
        });
        outbox.wake();
    }

    private void forward(Handle handle, String email, Instant now) {
        List<CaseFile> files = new ArrayList<>();
        for (CaseFile file : cases.unforwarded(handle, email, now.minus(FORWARD_AFTER))) {
            if (cases.setForwarded(handle, file.reference(), now, Reminders.first(file, now))) {
                CaseLog.add(handle, file.reference(), now, "forwarded_unverified", "");
                files.add(file);
            }
        }
        if (!files.isEmpty()) {
            outbox.queue(handle, letters.unverified(files));
        }
    }

    private void remind(Handle handle, CaseFile file, Instant now) {
        if (file.state() != CaseState.CLOSED) {
            outbox.queue(handle, letters.reminder(file, now));
            CaseLog.add(handle, file.reference(), now, "reminded", "");
        }
        cases.setReminder(handle, file.reference(), Reminders.next(file, now));
    }

    @Override
    public void delivered(Handle handle, String topic, String reference, Instant at) {
        cases.hold(handle, reference).ifPresent(file -> {
            CaseLog.add(handle, reference, at, "mail_sent", topic);
            if (topic.equals(CaseLetters.ACKNOWLEDGEMENT) && file.state() == CaseState.RECEIVED) {
                cases.setState(handle, reference, CaseState.ACKNOWLEDGED);
                CaseLog.add(handle, reference, at, CaseState.ACKNOWLEDGED.label(), "");
            }
        });
    }

    @Override
    public void died(Handle handle, String topic, String reference, Instant at) {
        cases.hold(handle, reference).ifPresent(file -> CaseLog.add(handle, reference, at, "mail_dead", topic));
    }
}
