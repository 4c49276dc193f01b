package ai.relayme.policybot.app;

import ai.relayme.policybot.rights.HandedOver;
import ai.relayme.policybot.transcript.Erasures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases old conversations and whatever else has had its time while the server runs, and at its start the conversations that a
 * backup brought back.
 */
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long EVERY_MINUTES = 60;
    private static final long EVERY_SECONDS = 5;
    /** What is to be kept for a quarter of an hour is not kept for much more. */
    private static final long FORGET_EVERY_SECONDS = 60;

    private final ScheduledExecutorService schedule = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("retention").factory());

    /** @param forget erases what else has had its time */
    Retention(Erasures erasures, Duration retention, InstantSource clock, Runnable forget) {
        var _ = schedule.schedule(() -> run("what a backup brought back", () -> {
            int returned = erasures.eraseAgain(clock.instant().minus(remembered(retention)));
            if (returned > 0) {
                LOG.warn("a backup brought back {} conversations that visitors had erased; erased again", returned);
            }
        }), 0, TimeUnit.SECONDS);
        every(EVERY_SECONDS, EVERY_SECONDS, "traces of what was erased", erasures::scrub);
        every(EVERY_SECONDS, FORGET_EVERY_SECONDS, "what has had its time", forget);
        every(60, EVERY_MINUTES * 60, "old conversations", () -> {
            int erased = erasures.eraseBefore(clock.instant().minus(retention));
            if (erased > 0) {
                LOG.info("erased {} conversations older than {}", erased, retention);
            }
        });
    }

    /** For how long erasures are remembered: a backup may have what was kept for the longest time. */
    static Duration remembered(Duration retention) {
        return retention.compareTo(HandedOver.LONGEST_OPEN) > 0 ? retention : HandedOver.LONGEST_OPEN;
    }

    private void every(long first, long seconds, String erased, Runnable work) {
        var _ = schedule.scheduleWithFixedDelay(() -> run(erased, work), first, seconds, TimeUnit.SECONDS);
    }

    private static void run(String erased, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // whatever it is: a schedule that throws once never runs again
            LOG.error("{} could not be erased; tried again later", erased, e);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
