package ai.relayme.policybot.outbox;

import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.outbox.OutboxStore.State;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable queue of outgoing mail. A mail is queued in the caller's transaction, so that it goes out if and only if that
 * commits; every attempt carries the same Message-ID. Loading what delivers takes time, so that it happens when the first
 * mail is queued or delivery is started, not before. Safe for concurrent use. Methods throw
 * {@link ai.relayme.policybot.store.StoreException} if the database fails.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** What was sent is kept this long, without its body, to answer whether and when it went. */
    private static final Duration KEEP_SENT = Duration.ofDays(90);
    private static final Duration ERASE_EVERY = Duration.ofHours(6);
    /** A backup is older than this, and what waits in it may have gone out since. */
    private static final Duration LONG_WAIT = Duration.ofHours(1);
    /** A mail that soon loses its meaning goes before those that do not. */
    private static final int URGENT = 90;
    private static final int USUAL = 50;

    private final Store store;
    private final MailConfig config;
    private final Supplier<MailTransport> transports;
    private final UlidFactory ids;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Hold hold;
    private final AtomicReference<@Nullable Enqueuer> enqueuer = new AtomicReference<>();
    private final AtomicReference<@Nullable Scheduling> scheduling = new AtomicReference<>();
    private final AtomicReference<@Nullable MailTransport> transport = new AtomicReference<>();

    /** @param transports opens the way that mail leaves, once, when delivery starts */
    public Outbox(Store store, MailConfig config, Supplier<MailTransport> transports, UlidFactory ids,
            InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.config = config;
        this.transports = transports;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.hold = new Hold();
    }

    /** Queues a mail in the transaction of that handle. Call {@link #wake} once it has committed. */
    public void queue(Handle handle, OutgoingMail mail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = "mail_" + ids.create(now.toEpochMilli());
        String domain = config.sender().substring(config.sender().indexOf('@') + 1);
        OutboxStore.add(handle, id, new Mail(id + "@" + domain, mail.recipient(), mail.replyTo(), now, mail.letter()),
                mail);
        enqueuer().schedule(handle.getConnection(), id, now,
                mail.expiresAt() == null ? USUAL : URGENT);
    }

    private Enqueuer enqueuer() {
        Enqueuer made = enqueuer.get();
        if (made == null) {
            // made when it is needed, since a start need not load it; two callers may both make it: they are alike
            made = new Enqueuer(Scheduling.dialect(store));
            enqueuer.set(made);
        }
        return made;
    }

    /**
     * Begins to deliver, and to do that recurring work.
     *
     * @param listener hears what becomes of each mail
     */
    public void start(DeliveryListener listener, List<RecurringJob> work) {
        MailTransport way = transports.get();
        transport.set(way);
        Deliverer deliverer = new Deliverer(store, way, config.mailFolder(), listener, new RetrySchedule(random), hold,
                clock);
        List<RecurringJob> jobs = new ArrayList<>(work);
        jobs.add(new RecurringJob("erase-sent-mail", ERASE_EVERY, () -> store.write(
                handle -> OutboxStore.erase(handle, clock.instant().minus(KEEP_SENT)))));
        Instant begun = clock.instant();
        // looked up before any is tried, so that none is brought forward that has just been
        List<String> kept = config.smtp().isPresent() ? store.read(OutboxStore::kept) : List.of();
        if (config.smtp().isPresent()) {
            warnOfOld(begun);
        }
        Scheduling started = new Scheduling(store, clock, deliverer::deliver, jobs);
        scheduling.set(started);
        // what lay in the folder goes one by one, the oldest first
        for (int i = 0; i < kept.size(); i++) {
            started.bringForward(kept.get(i), begun.plus(Hold.APART.multipliedBy(i)));
        }
        started.wake();
    }

    private void warnOfOld(Instant now) {
        int old = store.read(handle -> OutboxStore.waitingSince(handle, now.minus(LONG_WAIT)));
        if (old > 0) {
            LOG.warn(
                    "{} mails that waited for more than an hour are sent now; if this database was restored from a backup, "
                            + "some of them went out before, and arrive again with the same Message-ID",
                    old);
        }
    }

    /** Delivers what is due now instead of within seconds. */
    public void wake() {
        Scheduling running = scheduling.get();
        if (running != null) {
            running.wake();
        }
    }

    /**
     * How it stands.
     *
     * @throws ai.relayme.policybot.store.StoreException if nothing could be queued now
     */
    public OutboxStatus status() {
        store.requireWritable();
        return store.byJdbc(connection -> new OutboxStatus(config.smtp().isPresent(), hold.holds(),
                OutboxStore.count(connection, State.PENDING), OutboxStore.count(connection, State.DEAD)));
    }

    /** The dead letters, those that have waited longest first, at most that many. */
    public List<DeadLetter> deadLetters(int limit) {
        return store.read(handle -> OutboxStore.dead(handle, limit));
    }

    /** The mails about that case, oldest first. */
    public List<MailState> mails(String reference) {
        return store.read(handle -> OutboxStore.mails(handle, reference));
    }

    /**
     * Has a dead letter tried again, with all its time before it, in the transaction of that handle; whether there is such a
     * one. Call {@link #wake} once it has committed.
     *
     * @param letter what it says from now on, since no mail server ever took what it said; absent: what it said
     */
    public boolean requeue(Handle handle, String id, @Nullable Letter letter) {
        boolean found = OutboxStore.revive(handle, id, letter);
        if (found) {
            // the delivery that gave it up lets go of its row a moment after it says so, and where there is one none is added
            handle.execute("delete from scheduled_tasks where task_name = ? and task_instance = ?", Enqueuer.DELIVER,
                    id);
            enqueuer().schedule(handle.getConnection(), id, clock.instant(), USUAL);
        }
        return found;
    }

    /**
     * Has what may still be sent of that topic about that case say something else, in the transaction of that handle.
     *
     * @return those mails; once it has committed, {@link #replaceInFolder} is to be called with them
     */
    public List<Mail> rewrite(Handle handle, String reference, String topic, Letter letter) {
        return OutboxStore.rewrite(handle, reference, topic, letter);
    }

    /** Puts these mails in the place of what the folder has of them. */
    public void replaceInFolder(List<Mail> mails) {
        mails.forEach(config.mailFolder()::replace);
    }

    /** Stops delivering; deliveries under way may end. */
    @Override
    public void close() {
        Scheduling running = scheduling.getAndSet(null);
        MailTransport way = transport.getAndSet(null);
        if (running != null) {
            running.close();
        }
        if (way != null) {
            way.close();
        }
    }
}
