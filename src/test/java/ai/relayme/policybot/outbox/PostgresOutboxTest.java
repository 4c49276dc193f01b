package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letter;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.mail.SmtpConfig;
import ai.relayme.policybot.store.DatabaseClock;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
class PostgresOutboxTest extends OutboxContract {
    /** Mails that two nodes share; {@code -Doutbox.mails=10000} for the whole measure. */
    private static final int MAILS = Integer.getInteger("outbox.mails", 1_000);

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
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void delivered(Handle handle, String topic, String reference, Instant at) {
                // only the mails count here
            }

            @Override
            public void died(Handle handle, String topic, String reference, Instant at) {
                throw new AssertionError("nothing is refused here");
            }
        };
        MailConfig config = new MailConfig("bot@bot.example",
                Optional.of(SmtpConfig.of(URI.create("smtp://localhost:25"))), Path.of("none"));
        try (Store one = Store.open(url); Store two = Store.open(url)) {
            Outbox first = node(one, config, sent, byNode, "first");
            Outbox second = node(two, config, sent, byNode, "second");
            for (int i = 0; i < MAILS; i += 100) {
                int from = i;
                one.write(handle -> {
                    for (int j = from; j < from + 100; j++) {
                        first.queue(handle, new OutgoingMail("support", "RM-" + j, "support@example.com", null,
                                new Letter(Language.EN, "Subject", "Text", "<p>Text</p>"), null));
                    }
                });
            }
            first.start(listener, List.of());
            second.start(listener, List.of());
            long end = System.nanoTime() + 600_000_000_000L;
            while (first.status().pending() > 0) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
            first.close();
            second.close();
        }
        assertThat(sent).hasSize(MAILS).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(byNode.keySet()).containsExactlyInAnyOrder("first", "second");
    }

    private static Outbox node(Store store, MailConfig config, Map<String, Integer> sent, Map<String, Integer> byNode,
            String name) {
        return new Outbox(store, config, () -> mail -> {
            sent.merge(mail.messageId(), 1, Integer::sum);
            byNode.merge(name, 1, Integer::sum);
            return new Outcome.Delivered();
        }, UlidFactory.newMonotonicInstance(), new DatabaseClock(store), new Random());
    }
}
