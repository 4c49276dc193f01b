package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.mail.SmtpConfig;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox must do, whichever database it lies in. */
abstract class OutboxContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final URI SERVER = URI.create("smtp://localhost:25");

    @TempDir
    private Path folder = Path.of("");

    private final List<Mail> sent = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<Mail, Outcome>> server = new AtomicReference<>(
            mail -> new Outcome.Delivered());
    private final List<AutoCloseable> parts = new ArrayList<>();
    private Store store;

    abstract String freshUrl() throws Exception;

    @BeforeEach
    void open() throws Exception {
        sent.clear();
        heard.clear();
        parts.clear();
        server.set(mail -> new Outcome.Delivered());
        store = Store.open(freshUrl());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
        store.close();
    }

    private final DeliveryListener listener = new DeliveryListener() {
        @Override
        public void delivered(Handle handle, String topic, String reference, Instant at) {
            heard.add("delivered " + topic + " " + reference);
        }

        @Override
        public void died(Handle handle, String topic, String reference, Instant at) {
            heard.add("died " + topic + " " + reference);
        }
    };

    private MailTransport scripted() {
        return mail -> {
            Outcome outcome = server.get().apply(mail);
            if (outcome instanceof Outcome.Delivered) {
                sent.add(mail);
            }
            return outcome;
        };
    }

    private Outbox outbox(boolean smtp) {
        MailConfig config = new MailConfig("bot@bot.example",
                smtp ? Optional.of(SmtpConfig.of(SERVER)) : Optional.empty(), folder.resolve("mail"));
        Outbox outbox = new Outbox(store, config, smtp ? this::scripted : config::transport,
                UlidFactory.newMonotonicInstance(), InstantSource.system(), new Random(5));
        parts.add(outbox);
        return outbox;
    }

    private Outbox started() {
        Outbox outbox = outbox(true);
        outbox.start(listener, List.of());
        return outbox;
    }

    private static OutgoingMail mail(String reference) {
        return new OutgoingMail("support", reference, "support@example.com", "visitor@example.com",
                new Letter(Language.EN, "Subject", "Text of " + reference, "<p>Text</p>"), null);
    }

    private void queue(Outbox outbox, String reference) {
        store.write(handle -> outbox.queue(handle, mail(reference)));
        outbox.wake();
    }

    /** Waits until that is so. */
    private static void await(BooleanSupplier condition) {
        Waiting.until("the outbox has come so far", PATIENCE, condition::getAsBoolean);
    }

    private String column(String column) {
        return store.read(handle -> handle.createQuery("select " + column + " from outbox").mapTo(String.class).one());
    }

    @Test
    void sendsWhatWasCommittedOnceAndKeepsNoneOfItsWords() {
        Outbox outbox = started();
        queue(outbox, "RM-1");
        await(() -> outbox.status().pending() == 0);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().messageId()).matches("mail_[0-9A-Z]{26}@bot\\.example");
        assertThat(sent.getFirst().letter().text()).isEqualTo("Text of RM-1");
        assertThat(heard).containsExactly("delivered support RM-1");
        assertThat(column("body_text || body_html")).isEmpty();
        assertThat(column("state")).isEqualTo("sent");
    }

    @Test
    void sendsNothingOfAWritingThatWasUndone() {
        Outbox outbox = started();
        for (int i = 0; i < 20; i++) {
            String reference = "RM-undone-" + i;
            assertThatThrownBy(() -> store.write(handle -> {
                outbox.queue(handle, mail(reference));
                throw new IllegalStateException("undone");
            })).hasMessage("undone");
        }
        queue(outbox, "RM-kept");
        await(() -> outbox.status().pending() == 0);
        assertThat(sent).extracting(mail -> mail.letter().text()).containsExactly("Text of RM-kept");
        await(() -> store.read(handle -> handle
                .createQuery("select count(*) from scheduled_tasks where task_name = 'deliver-mail'")
                .mapTo(Integer.class).one()) == 0);
    }

    @Test
    void sendsWhatWasQueuedBeforeItStarted() {
        Outbox outbox = outbox(true);
        queue(outbox, "RM-1");
        queue(outbox, "RM-2");
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(true, false, 2, 0));
        outbox.start(listener, List.of());
        await(() -> outbox.status().pending() == 0);
        assertThat(sent).hasSize(2);
    }

    private boolean requeue(Outbox outbox, String id) {
        boolean requeued = store.writing(handle -> outbox.requeue(handle, id, null));
        outbox.wake();
        return requeued;
    }

    @Test
    void makesADeadLetterOfWhatIsRefusedAndSendsItWhenAPersonSaysSo() {
        server.set(mail -> new Outcome.Refused("SMTP 550"));
        Outbox outbox = started();
        queue(outbox, "RM-1");
        await(() -> outbox.status().deadLetters() == 1);
        assertThat(heard).containsExactly("died support RM-1");
        DeadLetter dead = outbox.deadLetters(10).getFirst();
        assertThat(dead.fault()).isEqualTo("SMTP 550");
        assertThat(dead.reference()).isEqualTo("RM-1");
        server.set(mail -> new Outcome.Delivered());
        assertThat(requeue(outbox, dead.id())).isTrue();
        await(() -> outbox.status().equals(new OutboxStatus(true, false, 0, 0)));
        assertThat(sent).extracting(mail -> mail.letter().text()).containsExactly("Text of RM-1");
        assertThat(requeue(outbox, dead.id())).isFalse();
        assertThat(requeue(outbox, "none")).isFalse();
    }

    @Test
    void deliversTheRestWhereOneMailIsPoison() {
        server.set(mail -> mail.letter().text().endsWith("RM-7")
                ? new Outcome.Refused("SMTP 550")
                : new Outcome.Delivered());
        Outbox outbox = started();
        for (int i = 0; i < 100; i++) {
            String reference = "RM-" + i;
            store.write(handle -> outbox.queue(handle, mail(reference)));
        }
        outbox.wake();
        await(() -> outbox.status().equals(new OutboxStatus(true, false, 0, 1)));
        assertThat(sent).hasSize(99);
    }

    @Test
    void blamesNoMailWhereTheServerLetsNobodyIn() {
        server.set(mail -> new Outcome.Misconfigured("the login is wrong"));
        Outbox outbox = started();
        for (int i = 0; i < 10; i++) {
            queue(outbox, "RM-" + i);
        }
        await(() -> outbox.status().held());
        assertThat(outbox.status().pending()).isEqualTo(10);
        assertThat(outbox.status().deadLetters()).isZero();
        int deferred = store.read(handle -> handle.createQuery("select count(*) from outbox where deferrals > 0")
                .mapTo(Integer.class).one());
        assertThat(deferred).isZero();
    }

    @Test
    void triesDeferredMailAgainLaterWithTheSameMessageId() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        server.set(mail -> tries.merge(mail.messageId(), 1, Integer::sum) < 3
                ? new Outcome.Deferred("SMTP 451")
                : new Outcome.Delivered());
        Outbox outbox = started();
        queue(outbox, "RM-1");
        for (int deferrals = 1; deferrals <= 2; deferrals++) {
            String expected = Integer.toString(deferrals);
            await(() -> column("deferrals").equals(expected));
            // the minutes until the next try are not waited for: its time is moved
            moveUp();
            outbox.wake();
        }
        await(() -> outbox.status().pending() == 0);
        assertThat(tries).hasSize(1).containsValue(3);
        assertThat(sent).hasSize(1);
    }

    /** Makes every waiting delivery due. */
    private void moveUp() {
        await(() -> store
                .writing(handle -> handle.createUpdate("update scheduled_tasks set execution_time = " + longAgo()
                        + " where task_name = 'deliver-mail' and picked = " + no()).execute()) == 1);
    }

    /** A moment of long ago as this database keeps it. */
    abstract String longAgo();

    abstract String no();

    @Test
    void waitsInTheFolderWhereNoServerIsSetAndGoesOnceOneIs() throws Exception {
        Outbox outbox = outbox(false);
        outbox.start(listener, List.of());
        queue(outbox, "RM-1");
        Path mails = folder.resolve("mail");
        await(() -> mails.toFile().list() != null && mails.toFile().list().length == 1
                && mails.toFile().list()[0].endsWith(".eml"));
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(false, false, 1, 0));
        Path file = mails.resolve(mails.toFile().list()[0]);
        assertThat(Files.readString(file)).contains("Text of RM-1", "support@example.com");
        String id = column("message_id");
        // the task that wrote it has been put off before the outbox stops
        await(() -> store.read(handle -> handle.createQuery(
                "select count(*) from scheduled_tasks where task_name = 'deliver-mail' and picked = " + no())
                .mapTo(Integer.class).one()) == 1);
        outbox.close();

        Outbox withServer = started();
        await(() -> withServer.status().pending() == 0);
        assertThat(sent).extracting(Mail::messageId).containsExactly(id);
        await(() -> mails.toFile().list().length == 0);
    }

    @Test
    void dropsACodeWhoseTimeIsOver() {
        Outbox outbox = outbox(true);
        store.write(handle -> outbox.queue(handle, new OutgoingMail("code", "RM-1", "visitor@example.com", null,
                new Letter(Language.EN, "Code", "123456", "<p>123456</p>"), Instant.now().minusSeconds(1))));
        outbox.start(listener, List.of());
        await(() -> column("state").equals("expired"));
        assertThat(sent).isEmpty();
        assertThat(column("body_text || body_html")).isEmpty();
    }

    @Test
    void takesOverFromANodeThatWasPausedAndLetsItConcludeNothing() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        server.set(mail -> {
            if (attempts.incrementAndGet() == 1) {
                paused.countDown();
                awaitIgnoringInterrupts(resumed);
            }
            return new Outcome.Delivered();
        });
        queue(started(), "RM-1");
        paused.await();
        // its heart has not beaten for longer than a node may be silent
        store.write(handle -> handle.execute(
                "update scheduled_tasks set last_heartbeat = " + longAgo() + " where task_name = 'deliver-mail'"));
        started();
        await(() -> column("state").equals("sent"));
        assertThat(heard).containsExactly("delivered support RM-1");
        resumed.countDown();
        await(() -> sent.size() == 2);
        assertThat(sent.getFirst().messageId()).as("for whoever gets both").isEqualTo(sent.getLast().messageId());
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
        assertThat(heard).hasSize(1);
        assertThat(column("attempts")).isEqualTo("2");
    }

    @Test
    void endsADeliveryThatIsUnderWayWhenItStops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        server.set(mail -> {
            begun.countDown();
            awaitIgnoringInterrupts(goOn);
            return new Outcome.Delivered();
        });
        Outbox outbox = started();
        queue(outbox, "RM-1");
        begun.await();
        Thread stop = Thread.startVirtualThread(outbox::close);
        await(() -> stop.getState() != Thread.State.RUNNABLE && stop.getState() != Thread.State.NEW);
        goOn.countDown();
        stop.join();
        assertThat(column("state")).isEqualTo("sent");
        started();
        assertThat(sent).hasSize(1);
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void losesNothingThroughRandomFaults() {
        Random faults = new Random(20);
        server.set(mail -> {
            synchronized (faults) {
                if (faults.nextInt(10) < 3) {
                    throw new IllegalStateException("a fault of ours");
                }
                return new Outcome.Delivered();
            }
        });
        Outbox outbox = started();
        for (int i = 0; i < 60; i++) {
            queue(outbox, "RM-" + i);
        }
        await(() -> {
            // a fault of ours is tried again after a minute, which is not waited for
            store.write(handle -> handle.createUpdate("update scheduled_tasks set execution_time = " + longAgo()
                    + " where task_name = 'deliver-mail' and picked = " + no()).execute());
            outbox.wake();
            return outbox.status().pending() == 0;
        });
        assertThat(sent).extracting(mail -> mail.letter().text()).hasSize(60).doesNotHaveDuplicates();
    }
}
