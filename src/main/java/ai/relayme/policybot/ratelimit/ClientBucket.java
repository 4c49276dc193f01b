package ai.relayme.policybot.ratelimit;

import ai.relayme.policybot.ratelimit.RateLimiter.Decision;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client has used. This node's own count refuses by itself whatever is over the limit; what it would admit must be
 * had from the shared bucket too, as long as the database answers. Of that a few are taken ahead while there are many left,
 * and a refusal is remembered until it ends, so that most requests of a busy client do not ask the database. Safe for
 * concurrent use.
 */
final class ClientBucket {
    /** While the bucket is full enough, this part of it is taken ahead: another node misses it for a moment at most. */
    private static final long PART_TAKEN_AHEAD = 8;
    private static final long MOST_TAKEN_AHEAD = 50;
    /** What was taken ahead is let go after this; it comes back into the bucket by itself. */
    private static final Duration LONGEST_HELD = Duration.ofSeconds(10);

    private final String name;
    private final RateLimit limit;
    private final Bucket own;
    private long remaining;
    private long held;
    private long heldUntil;
    private long refusedUntil = System.nanoTime();
    private long fullAt = System.nanoTime();

    ClientBucket(String name, RateLimit limit) {
        this.name = name;
        this.limit = limit;
        this.own = Bucket.builder().addLimit(
                bandwidth -> bandwidth.capacity(limit.requests()).refillGreedy(limit.requests(), limit.period()))
                .build();
        this.remaining = limit.requests();
    }

    /** Counts a request, unless it is over the limit. */
    Decision take(Optional<SharedBuckets> shared) {
        Decision mine = own();
        if (shared.isEmpty() || !mine.admitted()) {
            return mine;
        }
        Optional<Decision> ours = held().or(() -> shared.get().take(name, limit, ahead()).map(this::keep));
        if (ours.isEmpty()) {
            return mine;
        }
        Decision decision = ours.get();
        if (!decision.admitted()) {
            own.addTokens(1);
            return decision;
        }
        return new Decision(true, Math.min(mine.remaining(), decision.remaining()), Duration.ZERO,
                mine.untilFull().compareTo(decision.untilFull()) > 0 ? mine.untilFull() : decision.untilFull());
    }

    private Decision own() {
        ConsumptionProbe probe = own.tryConsumeAndReturnRemaining(1);
        return new Decision(probe.isConsumed(), probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private synchronized long ahead() {
        return Math.clamp(remaining / PART_TAKEN_AHEAD, 1, MOST_TAKEN_AHEAD);
    }

    /** What is known without asking; empty where the shared bucket must be asked. */
    private synchronized Optional<Decision> held() {
        long now = System.nanoTime();
        if (held > 0 && heldUntil - now > 0) {
            held--;
            return Optional.of(decision(true, now));
        }
        held = 0;
        if (refusedUntil - now > 0) {
            return Optional.of(decision(false, now));
        }
        return Optional.empty();
    }

    private synchronized Decision keep(SharedBuckets.Taken taken) {
        long now = System.nanoTime();
        remaining = taken.remaining();
        fullAt = now + taken.untilFull().toNanos();
        if (taken.tokens() == 0) {
            refusedUntil = now + taken.untilNext().toNanos();
            return decision(false, now);
        }
        held += taken.tokens() - 1;
        heldUntil = now + LONGEST_HELD.toNanos();
        return decision(true, now);
    }

    private Decision decision(boolean admitted, long now) {
        return new Decision(admitted, admitted ? remaining + held : 0,
                Duration.ofNanos(Math.max(0, refusedUntil - now)),
                Duration.ofNanos(Math.max(0, fullAt - now)));
    }
}
