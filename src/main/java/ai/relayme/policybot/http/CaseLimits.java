package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.RequestLimiter;
import ai.relayme.policybot.ratelimit.RateLimit;
import io.javalin.http.Context;
import java.time.Duration;

/** How often the forms may be used, by one client and by all together: nobody's mailbox is to be filled with them. */
final class CaseLimits {
    private static final RateLimit SUBMISSIONS = new RateLimit(20, Duration.ofHours(1));
    private static final RateLimit ALL_SUBMISSIONS = new RateLimit(1_000, Duration.ofHours(1));

    private final RequestLimiter submissions;
    private final RequestLimiter allSubmissions;
    private final RequestLimiter codes;

    /**
     * @param questions the limit on questions, which counts for codes too
     * @param support   address of the support desk, which whoever is refused is told
     */
    CaseLimits(RateLimit questions, Callers callers, String support) {
        String instead = " You can also write to " + support + ".";
        submissions = callers.limiter(SUBMISSIONS, "requests",
                "There were too many requests from this address." + instead);
        allSubmissions = callers.limiter(ALL_SUBMISSIONS, ctx -> "all", "all-requests",
                "There are too many requests at the moment." + instead);
        codes = callers.limiter(questions, "codes",
                "There were too many codes from this address." + instead);
    }

    /** Counts something handed over, or refuses it with 429. */
    void countSubmission(Context ctx) {
        submissions.count(ctx);
        allSubmissions.count(ctx);
    }

    /** Counts a code that was entered or asked for, or refuses it with 429. */
    void countCode(Context ctx) {
        codes.count(ctx);
    }
}
