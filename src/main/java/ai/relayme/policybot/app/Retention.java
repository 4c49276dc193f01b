package ai.relayme.policybot.app;

import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.transcript.TranscriptStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases old conversations while the server runs. */
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long EVERY_MINUTES = 60;

    private final ScheduledExecutorService schedule = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("retention").factory());

    Retention(TranscriptStore transcripts, Duration retention, InstantSource clock) {
        var _ = schedule.scheduleWithFixedDelay(() -> {
            try {
                int erased = transcripts.eraseBefore(clock.instant().minus(retention));
                if (erased > 0) {
                    LOG.info("erased {} conversations older than {}", erased, retention);
                }
            } catch (StoreException e) {
                LOG.error("old conversations could not be erased; tried again in {} minutes", EVERY_MINUTES, e);
            }
        }, 1, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
