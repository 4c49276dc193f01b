package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Places for calls: so many run at once, as many again may wait for a short while. Safe for concurrent use. */
final class Slots {
    private final int atOnce;
    private final Duration longestWait;
    private final Semaphore running;
    private final Semaphore runningOrWaiting;

    Slots(int atOnce, Duration longestWait) {
        this.atOnce = atOnce;
        this.longestWait = longestWait;
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
            taken = running.tryAcquire(deadline.orIn(longestWait).remainingNanos(), TimeUnit.NANOSECONDS);
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

    /** Takes a place where one is free at once. */
    Optional<Slot> takeFree() {
        if (!runningOrWaiting.tryAcquire()) {
            return Optional.empty();
        }
        if (!running.tryAcquire()) {
            runningOrWaiting.release();
            return Optional.empty();
        }
        return Optional.of(new Slot(this));
    }

    /** How many places are taken. */
    int running() {
        return atOnce - running.availablePermits();
    }

    /** How many wait for one. */
    int waiting() {
        return Math.max(0, 2 * atOnce - runningOrWaiting.availablePermits() - running());
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
