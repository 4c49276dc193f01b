package ai.relayme.policybot.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Function;

/** Holds each client to a number of requests in a period. Safe for concurrent use; its memory is bounded. */
final class RateLimiter {
    /** A few tens of megabytes at most; the longest unused client is forgotten first. */
    private static final long MOST_CLIENTS = 100_000;

    private final RateLimit limit;
    private final Function<Context, String> clients;
    private final String name;
    private final String refusal;
    private final Cache<String, Bucket> buckets;

    /**
     * @param clients tells which client a request comes from
     * @param name    what is counted, as the header fields call it
     * @param refusal what a client over the limit is told
     */
    RateLimiter(RateLimit limit, Function<Context, String> clients, String name, String refusal) {
        this.limit = limit;
        this.clients = clients;
        this.name = name;
        this.refusal = refusal;
        this.buckets = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
                .expireAfterAccess(limit.period().plus(Duration.ofMinutes(1))).build();
    }

    /** Counts a request, or refuses it with 429. */
    void count(Context ctx) {
        count(ctx, buckets.get(clients.apply(ctx), client -> bucket(limit)), limit, name, refusal);
    }

    /** Counts a request in that bucket, or refuses it with 429. */
    static void count(Context ctx, Bucket bucket, RateLimit limit, String name, String refusal) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        long resetSeconds = seconds(probe.getNanosToWaitForReset());
        ctx.header("RateLimit-Policy",
                "\"" + name + "\";q=" + limit.questions() + ";w=" + Math.max(1, limit.period().toSeconds()));
        ctx.header("RateLimit", "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t=" + resetSeconds);
        if (!probe.isConsumed()) {
            throw Problem.retry(ProblemType.RATE_LIMITED, refusal,
                    Math.max(1, seconds(probe.getNanosToWaitForRefill())));
        }
    }

    /** A full bucket of that limit. */
    static Bucket bucket(RateLimit limit) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.questions()).refillGreedy(limit.questions(),
                        limit.period()))
                .build();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }
}
