package ai.relayme.policybot.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds all mail while the mail server does not let this node in: no mail is to blame, so none is tried and none loses
 * time; one of them probes every few minutes, and once that one gets through, the others follow one by one. The fault is told
 * once. Safe for concurrent use.
 */
final class Hold {
    private static final Logger LOG = LoggerFactory.getLogger(Hold.class);
    private static final Duration PROBE_EVERY = Duration.ofMinutes(5);
    /** Between two mails that were held: a server that is back is not met with all of them at once. */
    static final Duration APART = Duration.ofSeconds(1);

    private @Nullable Instant until;
    private Instant lastTurn = Instant.EPOCH;

    synchronized boolean holds() {
        return until != null;
    }

    /** When a mail that is due now must come again; nothing where it may be tried, as the probe if mail is held. */
    synchronized @Nullable Instant waitUntil(Instant now) {
        if (until == null) {
            return null;
        }
        if (now.isBefore(until)) {
            return turn(until);
        }
        // this one probes, the others wait for what it finds
        until = now.plus(PROBE_EVERY);
        return null;
    }

    /** The mail server does not let us in; returns when the mail that was tried must come again. */
    synchronized Instant begin(String fault, Instant now) {
        if (until == null) {
            LOG.error("no mail can be sent: {}; all mail is kept and waits; mend SMTP_URL or the mail server", fault);
        }
        until = now.plus(PROBE_EVERY);
        return turn(until);
    }

    private Instant turn(Instant probe) {
        lastTurn = lastTurn.isBefore(probe) ? probe : lastTurn.plus(APART);
        return lastTurn;
    }

    /** The mail server lets us in. */
    synchronized void end() {
        if (until != null) {
            LOG.info("mail is being sent again");
            until = null;
        }
    }
}
