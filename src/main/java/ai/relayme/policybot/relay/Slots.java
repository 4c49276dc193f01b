package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Places for calls: so many run at once, as many again may wait for a short while. Safe for concurrent use. */
final class Slots {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore running;
    private final Semaphore runningOrWaiting;

    Slots(int atOnce) {
        running = new Semaphore(atOnce, true);
        runningOrWaiting = new Semaphore(2 * atOnce);
    }

    /** Takes a place, to be given back by closing it; {@code BUSY} where none is free in time. */
    Slot take(Deadline deadline) throws RelayException {
        if (!runningOrWaiting.tryAcquire()) {
            throw new RelayException(Reason.BUSY, "too many calls are waiting");
        }
        boolean taken = false;
        try {
            taken = running.tryAcquire(deadline.orIn(LONGEST_WAIT).remainingNanos(), TimeUnit.NANOSECONDS);
            if (!taken) {
                throw new RelayException(Reason.BUSY, "no call came to its end in time");
            }
            return new Slot(this);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RelayException(Reason.CANCELLED, "interrupted while waiting for a place");
        } finally {
            if (!taken) {
                runningOrWaiting.release();
            }
        }
    }

    /** A place that is held until it is closed, once. */
    record Slot(Slots slots) implements AutoCloseable {
        @Override
        public void close() {
            slots.running.release();
            slots.runningOrWaiting.release();
        }
    }
}
