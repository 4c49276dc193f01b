package ai.relayme.policybot.conversation;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets no more questions be worked on at once than there are cores. A virtual thread that computes makes way for no other,
 * so a burst of questions would run before all that came after it, a health check too; those that wait here do make way.
 * Safe for concurrent use.
 */
final class Turns {
    private final Semaphore free;

    /** @param cores that compute */
    Turns(int cores) {
        free = new Semaphore(cores, true);
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
