package ai.relayme.policybot.relay;

import java.time.Duration;

/**
 * A moment by which something must have happened, on the clock that nobody sets.
 *
 * @param nanoTime the moment, in nanoseconds as {@link System#nanoTime()} counts them
 */
public record Deadline(long nanoTime) {
    /** So far from now. */
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** This moment, or the one so far from now if that is sooner. */
    Deadline orIn(Duration duration) {
        Deadline other = in(duration);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** Nanoseconds left, not above zero when it has passed. */
    long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** Whether more than that is left. */
    boolean leaves(Duration duration) {
        return remainingNanos() > duration.toNanos();
    }
}
