package ai.relayme.policybot.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds each client to a number of requests in a period, which come back evenly over it. Safe for concurrent use; its memory
 * is bounded.
 */
public final class RateLimiter {
    /** A few tens of megabytes at most; the longest unused client is forgotten first. */
    private static final long MOST_CLIENTS = 100_000;

    private final String name;
    private final Optional<SharedBuckets> shared;
    private final Cache<String, ClientBucket> clients;

    /**
     * @param name    what is counted: two limiters of one name count the same
     * @param longest of the periods of its limits
     * @param shared  what all nodes count together; empty where this is the only one
     */
    public RateLimiter(String name, Duration longest, Optional<SharedBuckets> shared) {
        this.name = name;
        this.shared = shared;
        this.clients = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
                .expireAfterAccess(longest.plus(Duration.ofMinutes(1))).build();
    }

    /**
     * Whether a request is admitted.
     *
     * @param remaining how many more would be now
     * @param untilNext until the next would be, where this one is not
     * @param untilFull until as many would be as the limit says
     */
    public record Decision(boolean admitted, long remaining, Duration untilNext, Duration untilFull) {}

    /** Counts a request of that client, which has always the same limit, unless it is over it. */
    public Decision take(String client, RateLimit limit) {
        return clients.get(client, key -> new ClientBucket(name + ":" + key, limit)).take(shared);
    }
}
