package ai.relayme.policybot.app;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.correction.ReviewedAnswers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up corrections that were approved or retired on any node, and suspends those whose passages changed. */
final class CorrectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CorrectionWatch.class);
    /** One small reading each time; an agent who approves something on another node waits no longer than this. */
    private static final long EVERY_SECONDS = 2;

    private final ScheduledExecutorService schedule = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("corrections").factory());

    CorrectionWatch(ReviewedAnswers reviewed, Supplier<Corpus> corpus) {
        var _ = schedule.scheduleWithFixedDelay(() -> {
            try {
                reviewed.refresh(corpus.get());
            } catch (RuntimeException e) {
                // whatever it is: a schedule that throws once never runs again
                LOG.warn("corrections could not be looked at; tried again in {} seconds", EVERY_SECONDS, e);
            }
        }, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
