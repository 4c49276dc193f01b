package ai.relayme.policybot.conversation;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets no more questions be worked on at once than there are cores. A virtual thread that computes makes way for no other,
 * so a burst of questions would run before all that came after it, a health check too; those that wait here do make way.
 * Counts them too, so that those that would wait too long can be refused. Safe for concurrent use.
 */
final class Turns {
    /**
     * A core answers some three hundred questions a second: the last of so many is answered within two seconds, or four where
     * the database is the slower one. A thousand who ask at one moment are all answered; more would wait longer, and be
     * answered no sooner than if they came again.
     */
    private static final int MOST_A_CORE = 600;

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Semaphore free = new Semaphore(cores, true);
    private final AtomicInteger working = new AtomicInteger();

    /** Whether there are so many questions that wait for a core or the database, or have one, that no more should be taken. */
    boolean isFull() {
        return working.get() >= MOST_A_CORE * cores;
    }

    /** Works on a question, which counts meanwhile. */
    <T> T counted(Supplier<T> question) {
        working.incrementAndGet();
        try {
            return question.get();
        } finally {
            working.decrementAndGet();
        }
    }

    /** Waits for somebody else on behalf of a question, which does not count meanwhile. */
    <T> T aside(Supplier<T> waiting) {
        working.decrementAndGet();
        try {
            return waiting.get();
        } finally {
            working.incrementAndGet();
        }
    }

    /** Does the work when its turn has come, first come first served; it must compute only, and wait for nothing. */
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
