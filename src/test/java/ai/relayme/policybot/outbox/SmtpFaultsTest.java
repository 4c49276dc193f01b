package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.CapturedLog;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.mail.FakeSmtp.Trick;
import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.SmtpConfig;
import ai.relayme.policybot.mail.SmtpTransport;
import ai.relayme.policybot.store.Store;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of mail when a mail server at the other end of a socket fails, with a clock that the test moves. */
class SmtpFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SmtpTransport.Limits SHORT = new SmtpTransport.Limits(Duration.ofSeconds(2),
            Duration.ofSeconds(2), Duration.ofSeconds(20));
    private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private final AtomicReference<Instant> time = new AtomicReference<>(START);
    private final FakeSmtp server = FakeSmtp.start();
    private @Nullable Outbox running;
    private Store store;

    private final DeliveryListener listener = new DeliveryListener() {
        @Override
        public void delivered(Handle handle, String topic, String reference, Instant at) {
            // only the mails count here
        }

        @Override
        public void died(Handle handle, String topic, String reference, Instant at) {
            // the outbox tells
        }
    };

    private Path database() {
        return folder.resolve("test.db");
    }

    @BeforeEach
    void open() {
        store = Store.open("jdbc:sqlite:" + database());
    }

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
        store.close();
        server.close();
    }

    private Outbox outbox(boolean smtp) {
        SmtpConfig config = SmtpConfig.of(URI.create("smtp://user:password@localhost:" + server.port()));
        MailConfig mail = new MailConfig("bot@bot.example", smtp ? Optional.of(config) : Optional.empty(),
                folder.resolve("mail"));
        MailTransport transport = smtp
                ? new SmtpTransport(config, mail.sender(), SHORT, (SSLSocketFactory) SSLSocketFactory.getDefault())
                : mail.transport();
        running = new Outbox(store, mail, () -> transport, UlidFactory.newMonotonicInstance(), time::get,
                new Random(5));
        return running;
    }

    private Outbox started() {
        Outbox outbox = outbox(true);
        outbox.start(listener, List.of());
        return outbox;
    }

    private void queue(Outbox outbox, String reference) {
        store.write(handle -> outbox.queue(handle, new OutgoingMail("support", reference, "support@example.com", null,
                new Letter(Language.EN, "Subject", "Text of " + reference, "<p>Text</p>"), null)));
        outbox.wake();
    }

    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private static void await(Outbox outbox, BooleanSupplier condition) {
        Waiting.until("the outbox has come so far", PATIENCE, () -> {
            boolean holds = condition.getAsBoolean();
            outbox.wake();
            return holds;
        });
    }

    private String column(String column) {
        return store.read(handle -> handle.createQuery("select coalesce(" + column + ", '') from outbox")
                .mapTo(String.class).one());
    }

    /** When the mails that wait come again, the first one first; nothing while one is under way. */
    private List<Instant> turns() {
        List<Instant> turns = new ArrayList<>();
        store.read(handle -> handle.createQuery("""
                select picked, execution_time from scheduled_tasks where task_name = 'deliver-mail'
                order by execution_time""").map((row, _) -> row.getBoolean("picked")
                ? Instant.EPOCH
                : Instant.ofEpochMilli(row.getLong("execution_time"))).list()).forEach(turns::add);
        return turns.contains(Instant.EPOCH) ? List.of() : turns;
    }

    /** Whether so many mails wait for a time to come, and none is under way: one look, since the next may differ. */
    private boolean allWait(int mails) {
        List<Instant> turns = turns();
        return turns.size() == mails && turns.stream().allMatch(turn -> turn.isAfter(time.get()));
    }

    private List<String> ids() {
        return server.messages().stream().map(message -> message.header("Message-ID")).toList();
    }

    /** One row for each of the faults after which nobody knows better than to try again. */
    @ParameterizedTest
    @CsvSource({"BANNER, 421 busy, NONE, could not be reached, 1", "RCPT, 450 greylisted, NONE, SMTP 450, 1",
            "DATA-END, 451 later, NONE, SMTP 451, 2", "NONE, , SILENT, did not answer in time, 1",
            "NONE, , DROP_AFTER_DATA, may arrive twice, 2", "NONE, , STALL_AFTER_DATA, may arrive twice, 2"})
    void comesAgainAfterAMinuteWithTheSameIdHoweverTheClockJumps(String word, @Nullable String reply, Trick trick,
            String fault, int copies) {
        if (reply != null) {
            server.reply(word, reply);
        }
        server.play(trick);
        Outbox outbox = started();
        queue(outbox, "RM-1");
        await(outbox, () -> column("deferrals").equals("1") && turns().equals(List.of(START.plusSeconds(60))));
        assertThat(column("fault")).contains(fault);
        server.mend();
        // an hour back, and forth again
        pass(Duration.ofHours(-1));
        outbox.wake();
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(true, false, 1, 0));
        pass(Duration.ofHours(1).plusMinutes(1));
        await(outbox, () -> outbox.status().pending() == 0);
        assertThat(outbox.status().deadLetters()).isZero();
        assertThat(ids()).hasSize(copies).containsOnly("<" + column("message_id") + ">");
    }

    @Test
    void tellsOfARefusedLoginOnceBlamesNoMailAndSendsOneASecondWhenItIsLetInAgain() {
        int mails = 12;
        server.reply("AUTH", "535 wrong");
        Outbox outbox = outbox(true);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < mails; i++) {
                queue(outbox, "RM-" + i);
            }
            outbox.start(listener, List.of());
            await(outbox, () -> allWait(mails));
            assertThat(outbox.status()).isEqualTo(new OutboxStatus(true, true, mails, 0));
            List<Instant> turns = turns();
            assertThat(turns.getFirst()).as("the probe").isEqualTo(START.plus(Duration.ofMinutes(5)));
            for (int i = 1; i < mails; i++) {
                assertThat(Duration.between(turns.get(i - 1), turns.get(i))).isGreaterThanOrEqualTo(Hold.APART);
            }
            // the probe fails as well
            pass(Duration.ofMinutes(5));
            await(outbox, () -> allWait(mails));
            assertThat(log.lines()).filteredOn(line -> line.contains("does not accept the login")).hasSize(1);
        }
        assertThat(server.messages()).isEmpty();
        server.mend();
        // whoever came while the probe was under way has to come again
        for (int probes = 0; probes < 4; probes++) {
            pass(Duration.ofMinutes(6));
            await(outbox, () -> allWait(outbox.status().pending()));
        }
        assertThat(outbox.status()).isEqualTo(new OutboxStatus(true, false, 0, 0));
        assertThat(ids()).hasSize(mails).doesNotHaveDuplicates();
    }

    @Test
    void givesUpAtOnceAndLoudlyWhereTheRecipientIsRefusedAndSendsItWhenAPersonSaysSo() {
        server.reply("RCPT", "550 nobody here");
        Outbox outbox = started();
        try (CapturedLog log = new CapturedLog()) {
            queue(outbox, "RM-550");
            await(outbox, () -> outbox.status().deadLetters() == 1);
            await(outbox, () -> log.lines().stream().anyMatch(line -> line.startsWith("ERROR DEAD LETTER")
                    && line.contains("RM-550") && line.contains("SMTP 550") && !line.contains("nobody here")));
        }
        server.mend();
        String dead = outbox.deadLetters(1).getFirst().id();
        boolean requeued = store.writing(handle -> outbox.requeue(handle, dead, null));
        assertThat(requeued).isTrue();
        outbox.wake();
        await(outbox, () -> outbox.status().equals(new OutboxStatus(true, false, 0, 0)));
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void sendsWhatLayInTheFolderOneASecondTheOldestFirst() {
        int mails = 6;
        Outbox without = outbox(false);
        without.start(listener, List.of());
        for (int i = 0; i < mails; i++) {
            queue(without, "RM-" + i);
            pass(Duration.ofMinutes(1));
        }
        await(without, () -> allWait(mails));
        without.close();
        Outbox outbox = started();
        for (int i = 1; i <= mails; i++) {
            int taken = i;
            await(outbox, () -> outbox.status().pending() == mails - taken);
            assertThat(String.join("\n", server.messages().getLast().lines())).contains("Text of RM-" + (i - 1));
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void warnsOfWhatABackupBringsBackAndSendsItWithTheIdThatItHad() throws Exception {
        Outbox first = outbox(true);
        queue(first, "RM-old");
        Path backup = folder.resolve("backup.db");
        store.read(handle -> handle.execute("vacuum into ?", backup.toString()));
        first.start(listener, List.of());
        await(first, () -> first.status().pending() == 0);
        first.close();
        store.close();
        Files.copy(backup, database(), StandardCopyOption.REPLACE_EXISTING);
        store = Store.open("jdbc:sqlite:" + database());
        pass(Duration.ofDays(1));
        try (CapturedLog log = new CapturedLog()) {
            Outbox second = started();
            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN 1 mails") && line.contains("backup"));
            queue(second, "RM-new");
            await(second, () -> second.status().pending() == 0);
        }
        assertThat(ids()).hasSize(3);
        assertThat(ids().stream().distinct()).as("the old one twice, and a new id for the new one").hasSize(2);
    }
}
