package ai.relayme.policybot.relay;

/** Lets a tenth of the calls be tried again, so that retries cannot become a storm. Safe for concurrent use. */
final class RetryBudget {
    /** A retry takes as much as so many calls bring in. */
    private static final int CALLS_PER_RETRY = 10;
    /** Retries that a quiet time saves up. */
    private static final int MOST_SAVED = 3;

    private int saved = MOST_SAVED * CALLS_PER_RETRY;

    synchronized void called() {
        saved = Math.min(saved + 1, MOST_SAVED * CALLS_PER_RETRY);
    }

    synchronized boolean takeRetry() {
        if (saved < CALLS_PER_RETRY) {
            return false;
        }
        saved -= CALLS_PER_RETRY;
        return true;
    }
}
