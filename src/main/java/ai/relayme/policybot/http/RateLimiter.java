package ai.relayme.policybot.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.time.Duration;

/** Holds each client to a number of questions in a period. Safe for concurrent use; its memory is bounded. */
final class RateLimiter {
    /** A few tens of megabytes at most; the longest unused client is forgotten first. */
    private static final long MOST_CLIENTS = 100_000;

    private final RateLimit limit;
    private final ClientAddresses clients;
    private final Cache<String, Bucket> buckets;

    RateLimiter(RateLimit limit, ClientAddresses clients) {
        this.limit = limit;
        this.clients = clients;
        this.buckets = Caffeine.newBuilder().maximumSize(MOST_CLIENTS)
                .expireAfterAccess(limit.period().plus(Duration.ofMinutes(1))).build();
    }

    /** Counts a question, or refuses it with 429. */
    void count(Context ctx) {
        ConsumptionProbe probe = buckets.get(clients.client(ctx), client -> bucket()).tryConsumeAndReturnRemaining(1);
        long resetSeconds = seconds(probe.getNanosToWaitForReset());
        ctx.header("RateLimit-Policy",
                "\"questions\";q=" + limit.questions() + ";w=" + Math.max(1, limit.period().toSeconds()));
        ctx.header("RateLimit", "\"questions\";r=" + probe.getRemainingTokens() + ";t=" + resetSeconds);
        if (!probe.isConsumed()) {
            throw Problem.retry(ProblemType.RATE_LIMITED, "There were too many questions from this address.",
                    Math.max(1, seconds(probe.getNanosToWaitForRefill())));
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(limit.questions()).refillGreedy(limit.questions(),
                        limit.period()))
                .build();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }
}
