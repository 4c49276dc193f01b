package ai.relayme.policybot.http.request;

import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.ratelimit.RateLimiter;
import ai.relayme.policybot.ratelimit.RateLimiter.Decision;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Function;

/** Holds callers to a limit, and tells them how they stand with it. Safe for concurrent use. */
public final class RequestLimiter {
    private final RateLimiter limiter;
    private final RateLimit limit;
    private final Function<Context, String> clients;
    private final Words words;

    /**
     * What callers are told.
     *
     * @param name    what is counted, as the header fields call it
     * @param refusal what a client over the limit is told
     */
    record Words(String name, String refusal) {}

    /** @param clients tells which client a request comes from */
    RequestLimiter(RateLimiter limiter, RateLimit limit, Function<Context, String> clients, Words words) {
        this.limiter = limiter;
        this.limit = limit;
        this.clients = clients;
        this.words = words;
    }

    /** Counts a request, or refuses it with 429. */
    public void count(Context ctx) {
        tell(ctx, limiter.take(clients.apply(ctx), limit), limit, words);
    }

    /** Counts a request if it is within the limit; tells the caller nothing. */
    public boolean admits(Context ctx) {
        return limiter.take(clients.apply(ctx), limit).admitted();
    }

    /** Tells the caller what was decided; refuses with 429 what was not admitted. */
    static void tell(Context ctx, Decision decision, RateLimit limit, Words words) {
        ctx.header("RateLimit-Policy",
                "\"" + words.name() + "\";q=" + limit.requests() + ";w=" + Math.max(1, limit.period().toSeconds()));
        // who is refused is told one moment only
        long until = decision.admitted() ? seconds(decision.untilFull()) : Math.max(1, seconds(decision.untilNext()));
        ctx.header("RateLimit", "\"" + words.name() + "\";r=" + decision.remaining() + ";t=" + until);
        if (!decision.admitted()) {
            throw Problem.retry(ProblemType.RATE_LIMITED, words.refusal(), until);
        }
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
