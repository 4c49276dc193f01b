package ai.relayme.policybot.app;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What was opened and must be closed again, the newest first. Safe for concurrent use: requests open some of it. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

    /** Has it closed with the others. */
    <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    /**
     * Closes every part, also where another cannot be closed: the database and its lock above all.
     *
     * @throws IllegalStateException if one could not be closed
     */
    @Override
    public void close() {
        IllegalStateException failure = null;
        for (AutoCloseable part = open.poll(); part != null; part = open.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("a part could not be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
