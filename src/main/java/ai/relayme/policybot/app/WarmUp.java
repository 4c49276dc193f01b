package ai.relayme.policybot.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work after the start that nobody waits for. */
final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final Thread worker;

    WarmUp(Runnable work) {
        worker = Thread.ofPlatform().daemon().name("warm-up").start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("warming up failed; the first answers take a little longer", e);
            }
        });
    }

    /** A visitor's question finds the same parts that it uses, so it may be left to end by itself with the process. */
    @Override
    public void close() {
        worker.interrupt();
    }
}
