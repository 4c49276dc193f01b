package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.mail.SmtpConfig;
import ai.relayme.policybot.store.DatabaseClock;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
class PostgresOutboxTest extends OutboxContract {
    /** Mails that two nodes share; {@code -Doutbox.mails=10000} for the whole measure. */
    private static final int MAILS = Integer.getInteger("outbox.mails", 1_000);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final MailConfig CONFIG = new MailConfig("bot@bot.example",
            Optional.of(SmtpConfig.of(URI.create("smtp://localhost:25"))), Path.of("none"));
    private static final DeliveryListener QUIET = new DeliveryListener() {
        @Override
        public void delivered(Handle handle, String topic, String reference, Instant at) {
            // only the mails count here
        }

        @Override
        public void died(Handle handle, String topic, String reference, Instant at) {
            throw new AssertionError("nothing is refused here");
        }
    };

    private final TestPostgres postgres;

    PostgresOutboxTest(TestPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    String freshUrl() {
        return postgres.freshUrl();
    }

    @Override
    String longAgo() {
        return "timestamp with time zone '2000-01-01 00:00:00Z'";
    }

    @Override
    String no() {
        return "false";
    }

    @Test
    void sharesTheWorkBetweenTwoNodesAndSendsNothingTwice() throws Exception {
        String url = freshUrl();
        Map<String, Integer> sent = new ConcurrentHashMap<>();
        Map<String, Integer> byNode = new ConcurrentHashMap<>();
        try (Store one = Store.open(url); Store two = Store.open(url)) {
            Outbox first = node(one, () -> counting(sent, byNode, "first"));
            Outbox second = node(two, () -> counting(sent, byNode, "second"));
            for (int i = 0; i < MAILS; i += 100) {
                one.write(handle -> queue(first, handle, 100));
            }
            first.start(QUIET, List.of());
            second.start(QUIET, List.of());
            await(() -> first.status().pending() == 0);
            first.close();
            second.close();
        }
        assertThat(sent).hasSize(MAILS).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(byNode.keySet()).containsExactlyInAnyOrder("first", "second");
    }

    /** As when the database server is restarted, or another one takes its place: all that talk to it are cut off. */
    @Test
    void losesNothingWhereTheDatabaseHangsUp() throws Exception {
        String url = freshUrl();
        int mails = 40;
        Map<String, Integer> sent = new ConcurrentHashMap<>();
        try (Store own = Store.open(url);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            Outbox first = node(own, () -> mail -> {
                LockSupport.parkNanos(5_000_000);
                return sent(sent, mail);
            });
            own.write(handle -> queue(first, handle, mails));
            first.start(QUIET, List.of());
            for (int i = 1; i <= 2; i++) {
                int some = i * 10;
                await(() -> sent.size() >= some);
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity "
                        + "where datname = current_database() and pid <> pg_backend_pid()");
            }
            first.close();
            // what was cut off in the middle is tried again after a minute or two, which are not waited for
            statement.execute("update scheduled_tasks set execution_time = " + longAgo() + ", last_heartbeat = "
                    + longAgo() + " where task_name = 'deliver-mail'");
            try (Store fresh = Store.open(url);
                    Outbox second = node(fresh, () -> mail -> sent(sent, mail))) {
                second.start(QUIET, List.of());
                await(() -> second.status().pending() == 0);
            }
        }
        assertThat(sent).hasSize(mails);
    }

    /** Requests that wait for the database keep no mail from going out. */
    @Test
    void deliversWhileRequestsHoldAllTheirConnections() throws Exception {
        String url = freshUrl();
        int requests = 8;
        Map<String, Integer> sent = new ConcurrentHashMap<>();
        CountDownLatch holding = new CountDownLatch(requests);
        CountDownLatch released = new CountDownLatch(1);
        try (Store own = Store.open(url);
                ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement();
                Outbox outbox = node(own, () -> mail -> {
                    pass(holding);
                    return sent(sent, mail);
                })) {
            outbox.start(QUIET, List.of());
            own.write(handle -> queue(outbox, handle, 3));
            outbox.wake();
            for (int i = 0; i < requests; i++) {
                visitors.execute(() -> own.read(handle -> {
                    handle.execute("select 1");
                    holding.countDown();
                    pass(released);
                    return 0;
                }));
            }
            await(() -> pending(statement) == 0);
            assertThat(released.getCount()).as("nobody has let go").isEqualTo(1);
            released.countDown();
        }
        assertThat(sent).hasSize(3);
    }

    private static MailTransport counting(Map<String, Integer> sent, Map<String, Integer> byNode, String name) {
        return mail -> {
            byNode.merge(name, 1, Integer::sum);
            return sent(sent, mail);
        };
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int pending(Statement statement) {
        try (ResultSet rows = statement.executeQuery("select count(*) from outbox where state = 'pending'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("the outbox has come so far", PATIENCE, condition::getAsBoolean);
    }

    private static Outcome sent(Map<String, Integer> sent, Mail mail) {
        sent.merge(mail.messageId(), 1, Integer::sum);
        return new Outcome.Delivered();
    }

    private static void queue(Outbox outbox, Handle handle, int mails) {
        for (int i = 0; i < mails; i++) {
            outbox.queue(handle, new OutgoingMail("support", "RM-" + i, "support@example.com", null,
                    new Letter(Language.EN, "Subject", "Text", "<p>Text</p>"), null));
        }
    }

    private static Outbox node(Store store, Supplier<MailTransport> transport) {
        return new Outbox(store, CONFIG, transport, UlidFactory.newMonotonicInstance(), new DatabaseClock(store),
                new Random());
    }
}
