package ai.relayme.policybot.evaluation;

/** A question got no response at all, an error instead; it counts as a wrong outcome and in no other figure. */
public final class AskFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure told in one line that may be shown, such as {@code http 503}. */
    public AskFailedException(String what) {
        super(what);
    }

    /** What went wrong, in one line. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
