package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.RequestLimiter;
import ai.relayme.policybot.ratelimit.RateLimit;
import io.javalin.http.Context;
import java.time.Duration;

/**
 * How often the forms may be used, by one client and by all together. What is taken in sends a mail to an address that nobody has
 * proven: nobody's mailbox is to be filled with them, nor strangers' mailboxes in numbers.
 */
final class CaseLimits {
    /** With those that are not taken in for a field at fault, and those sent again that were taken in already. */
    private static final RateLimit SUBMISSIONS = new RateLimit(20, Duration.ofHours(1));
    /** A household's needs: as many at once, and another every twelve minutes. */
    private static final RateLimit MAILS = new RateLimit(5, Duration.ofHours(1));
    /** Far more than there are, and far fewer than a mail server is taken for a sender of spam for. */
    private static final RateLimit ALL_MAILS = new RateLimit(300, Duration.ofHours(1));

    private final RequestLimiter submissions;
    private final RequestLimiter mails;
    private final RequestLimiter allMails;
    private final RequestLimiter codes;

    /**
     * @param questions the limit on questions, which counts for codes too
     * @param support   address of the support desk, which whoever is refused is told
     */
    CaseLimits(RateLimit questions, Callers callers, String support) {
        String instead = " You can also write to " + support + ".";
        String tooMany = "There were too many requests from this address." + instead;
        submissions = callers.limiter(SUBMISSIONS, "requests", tooMany);
        mails = callers.limiter(MAILS, "code-mails", tooMany);
        allMails = callers.limiter(ALL_MAILS, ctx -> "all", "all-code-mails",
                "There are too many requests at the moment." + instead);
        codes = callers.limiter(questions, "codes",
                "There were too many codes from this address." + instead);
    }

    /** Counts something handed over, or refuses it with 429. */
    void countSubmission(Context ctx) {
        submissions.count(ctx);
    }

    /** Counts what sends a mail to an address that nobody has proven, if it may be sent. */
    boolean mayMail(Context ctx) {
        return mails.admits(ctx) && allMails.admits(ctx);
    }

    /** Counts a mail that is asked for once more, or refuses it with 429. */
    void countMail(Context ctx) {
        mails.count(ctx);
        allMails.count(ctx);
    }

    /** Counts a code that was entered or asked for, or refuses it with 429. */
    void countCode(Context ctx) {
        codes.count(ctx);
    }
}
