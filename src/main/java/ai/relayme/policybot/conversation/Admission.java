package ai.relayme.policybot.conversation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Which questions are taken, and which are refused because there are too many others. Those who ask at one moment wait for
 * each other; where more come all the time than can be answered, who waits longer is answered no sooner, and what waits holds
 * memory and makes every answer dearer (by {@code bench.OverloadBench} two thirds of the answers of a quiet server are left
 * with six hundred a core that wait, and nine tenths with sixty). So a burst is taken whole, and after the first refusal
 * only a short queue, until nothing has been refused for a while. Safe for concurrent use; nothing here waits.
 */
public final class Admission {
    /**
     * A core answers some three hundred questions a second: the last of so many is answered within two seconds, or four where
     * the database is the slower one. A thousand who ask at one moment are all answered by two cores.
     */
    private static final int BURST_A_CORE = 600;
    /** Enough to keep a core and the disk busy; the last of them is answered within a fifth of a second. */
    private static final int QUEUE_A_CORE = 60;
    /** Whoever was told to come again in a second has come by then. */
    private static final Duration UNTIL_CALM = Duration.ofSeconds(10);

    private final int cores;
    private final LongSupplier nanoTime;
    private final AtomicInteger working = new AtomicInteger();
    private volatile long calmAt;

    /**
     * @param cores    that answer
     * @param nanoTime as of {@link System#nanoTime()}
     */
    Admission(int cores, LongSupplier nanoTime) {
        this.cores = cores;
        this.nanoTime = nanoTime;
        this.calmAt = nanoTime.getAsLong();
    }

    /**
     * Whether one more question is taken.
     *
     * @param coming how many were taken that are not being worked on yet
     */
    public boolean admits(int coming) {
        if (working.get() + coming < (isRefusing() ? QUEUE_A_CORE : BURST_A_CORE) * cores) {
            return true;
        }
        calmAt = nanoTime.getAsLong() + UNTIL_CALM.toNanos();
        return false;
    }

    /** Whether a question was refused a short time ago. */
    public boolean isRefusing() {
        return calmAt - nanoTime.getAsLong() > 0;
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
}
