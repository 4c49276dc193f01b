package ai.relayme.policybot.outbox;

import ai.relayme.policybot.mail.MailFolder;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.outbox.OutboxStore.Attempt;
import ai.relayme.policybot.outbox.OutboxStore.State;
import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt to deliver one mail, and says when the next one is due. No database work is open while it sends. */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    /** Where no mail server is set, a mail lies in the folder and is looked at this often. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private final Store store;
    private final MailTransport transport;
    private final MailFolder folder;
    private final DeliveryListener listener;
    private final RetrySchedule schedule;
    private final Hold hold;
    private final InstantSource clock;

    Deliverer(Store store, MailTransport transport, MailFolder folder, DeliveryListener listener,
            RetrySchedule schedule, Hold hold, InstantSource clock) {
        this.store = store;
        this.transport = transport;
        this.folder = folder;
        this.listener = listener;
        this.schedule = schedule;
        this.hold = hold;
        this.clock = clock;
    }

    /**
     * Tries to deliver that mail.
     *
     * @return when to try it again; nothing once it is concluded
     * @throws ai.relayme.policybot.store.StoreException if the database fails; then it must be tried again
     */
    Optional<Instant> deliver(String id) {
        Instant held = hold.waitUntil(clock.instant());
        if (held != null) {
            return Optional.of(held);
        }
        Optional<Attempt> begun = store.writingInBackground(handle -> OutboxStore.begin(handle, id));
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Attempt attempt = begun.get();
        Instant expiresAt = attempt.expiresAt();
        if (expiresAt != null && !clock.instant().isBefore(expiresAt)) {
            conclude(attempt, State.EXPIRED, null);
            return Optional.empty();
        }
        return conclude(attempt, transport.deliver(attempt.mail()));
    }

    private Optional<Instant> conclude(Attempt attempt, Outcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case Outcome.Delivered() -> {
                hold.end();
                conclude(attempt, State.SENT, null);
                yield Optional.empty();
            }
            case Outcome.Kept() -> {
                // what was erased from it meanwhile has come into the folder again
                boolean current = store.read(handle -> OutboxStore.says(handle, attempt));
                yield Optional.of(current ? expiry(attempt, now.plus(LOOK_AGAIN)) : now);
            }
            case Outcome.Refused(String fault) -> {
                hold.end();
                conclude(attempt, State.DEAD, fault);
                yield Optional.empty();
            }
            case Outcome.Misconfigured(String fault) -> Optional.of(hold.begin(fault, now));
            case Outcome.Deferred(String fault) -> defer(attempt, fault, now);
        };
    }

    private static Instant expiry(Attempt attempt, Instant next) {
        Instant expiresAt = attempt.expiresAt();
        return expiresAt != null && expiresAt.isBefore(next) ? expiresAt : next;
    }

    private Optional<Instant> defer(Attempt attempt, String fault, Instant now) {
        Instant since = attempt.since() == null ? now : attempt.since();
        Optional<Instant> next = schedule.next(attempt.deferrals() + 1, since, now);
        if (next.isEmpty()) {
            conclude(attempt, State.DEAD, fault);
            return next;
        }
        LOG.warn("mail {} of {} deferred: {}; tried again at {}", attempt.id(), attempt.reference(), fault, next.get());
        store.writingInBackground(handle -> OutboxStore.defer(handle, attempt, fault, now));
        return next.map(at -> expiry(attempt, at));
    }

    private void conclude(Attempt attempt, State state, @Nullable String fault) {
        Instant now = clock.instant();
        boolean concluded = store.writingInBackground(handle -> {
            boolean newest = OutboxStore.conclude(handle, attempt, state, fault, now);
            if (newest && state == State.SENT) {
                listener.delivered(handle, attempt.topic(), attempt.reference(), now);
            } else if (newest && state == State.DEAD) {
                listener.died(handle, attempt.topic(), attempt.reference(), now);
            }
            return newest;
        });
        if (concluded && state == State.DEAD) {
            LOG.error("DEAD LETTER: mail {} of case {} ({}) will not be delivered: {}; a person must act", attempt.id(),
                    attempt.reference(), attempt.topic(), fault);
        }
        if (state != State.DEAD) {
            folder.forget(attempt.mail());
        }
    }
}
