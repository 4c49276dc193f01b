package ai.relayme.policybot.app;

import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.transcript.Erasures;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases old conversations while the server runs, and at its start those that a backup brought back. */
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long EVERY_MINUTES = 60;
    private static final long EVERY_SECONDS = 5;

    private final ScheduledExecutorService schedule = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("retention").factory());

    Retention(Erasures erasures, Duration retention, InstantSource clock) {
        var _ = schedule.schedule(() -> run("what a backup brought back", () -> {
            int returned = erasures.eraseAgain(clock.instant().minus(retention));
            if (returned > 0) {
                LOG.warn("a backup brought back {} conversations that visitors had erased; erased again", returned);
            }
        }), 0, TimeUnit.SECONDS);
        every(EVERY_SECONDS, "traces of what was erased", erasures::scrub);
        every(EVERY_MINUTES * 60, "old conversations", () -> {
            int erased = erasures.eraseBefore(clock.instant().minus(retention));
            if (erased > 0) {
                LOG.info("erased {} conversations older than {}", erased, retention);
            }
        });
    }

    private void every(long seconds, String erased, Runnable work) {
        var _ = schedule.scheduleWithFixedDelay(() -> run(erased, work), Math.min(seconds, 60), seconds,
                TimeUnit.SECONDS);
    }

    private static void run(String erased, Runnable work) {
        try {
            work.run();
        } catch (StoreException | UncheckedIOException e) {
            LOG.error("{} could not be erased; tried again later", erased, e);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
