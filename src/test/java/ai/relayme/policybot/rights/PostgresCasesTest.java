package ai.relayme.policybot.rights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.answer.FixedTexts;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.MailConfig;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nodes do to one case at the same moment. */
@ExtendWith(SharedPostgres.class)
class PostgresCasesTest {
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private final TestPostgres postgres;

    PostgresCasesTest(TestPostgres postgres) {
        this.postgres = postgres;
    }

    @Test
    void forwardsNoCaseAsUnverifiedThatIsVerifiedAtThatMoment() {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-25T09:00:00Z"));
        InstantSource clock = time::get;
        // letters are written within the transaction that verifies
        AtomicReference<Runnable> whileWriting = new AtomicReference<>(() -> {});
        try (Store store = Store.open(postgres.freshUrl())) {
            Outbox outbox = new Outbox(store,
                    new MailConfig("bot@bot.example", Optional.empty(), Path.of("none")),
                    () -> mail -> new Outcome.Delivered(), UlidFactory.newMonotonicInstance(), clock, new Random(11));
            Cases cases = new Cases(store, outbox, new SupportDesk("support@example.com", new FixedTexts(), clock),
                    () -> {
                        whileWriting.getAndSet(() -> {}).run();
                        return URI.create("https://bot.example");
                    }, new Random(11), clock);
            Intake opened = cases.open(new Submission(List.of(Right.ACCESS), "jo@example.com", null, null, null, null,
                    null, null, Language.EN), null, true);
            String reference = ((Intake.Accepted) opened).receipt().reference();
            time.updateAndGet(now -> now.plus(Duration.ofHours(25)));
            cases.newCode(reference);
            AtomicReference<CompletableFuture<Boolean>> looking = new AtomicReference<>(
                    CompletableFuture.completedFuture(false));
            whileWriting.set(() -> {
                looking.set(CompletableFuture.supplyAsync(() -> {
                    cases.watch().look();
                    return true;
                }));
                Waiting.until("the watch waits for the case", () -> isAnyWaiting(store));
            });
            assertThat(cases.verify(reference, code(store))).isInstanceOf(Intake.Accepted.class);
            assertThat(looking.get().join()).as("has looked").isTrue();
            assertThat(topics(store)).contains(CaseLetters.SUPPORT).doesNotContain(CaseLetters.UNVERIFIED);
            assertThat(cases.desk(new AuditLog(store, UlidFactory.newMonotonicInstance(), clock)).isLogWhole(reference))
                    .isTrue();
        }
    }

    private static boolean isAnyWaiting(Store store) {
        return store.read(handle -> handle
                .createQuery("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")
                .mapTo(Integer.class).one()) > 0;
    }

    private static String code(Store store) {
        String text = store.read(handle -> handle
                .createQuery("select body_text from outbox where topic = 'code' order by id desc limit 1")
                .mapTo(String.class).one());
        Matcher code = CODE.matcher(text);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static List<String> topics(Store store) {
        return store.read(handle -> handle.createQuery("select topic from outbox").mapTo(String.class).list());
    }
}
