package ai.relayme.policybot.relay;

import java.util.OptionalInt;

/** The relay gave no whole answer. Its message and cause carry no key, address or words of the relay or the visitor. */
public final class RelayException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;

    /** Why there is no whole answer. */
    public enum Reason {
        /** The first event, the next one or the last one did not come in time. */
        TIMEOUT,
        /** No connection, or none that carried a response. */
        UNREACHABLE,
        /** The relay does not want the call: a status in the 300s or 400s, or the model's content filter. */
        REFUSED,
        /** Too many calls or no quota left, says the relay. */
        RATE_LIMITED,
        /** The relay or the model behind it failed. */
        SERVER_ERROR,
        /** The answer ended before it was whole. */
        TRUNCATED,
        /** The answer is larger than any answer should be. */
        TOO_LONG,
        /** All calls that may run at once are running, and no place came free in time. */
        BUSY,
        /** What came is no answer of the expected form, or an empty one. */
        MALFORMED,
        /** The calling thread was interrupted, or the relay closed. */
        CANCELLED
    }

    private final Reason reason;
    private final int status;

    RelayException(Reason reason, String message) {
        this(reason, message, 0);
    }

    RelayException(Reason reason, String message, int status) {
        super(message);
        this.reason = reason;
        this.status = status;
    }

    /** Why there is no whole answer. */
    public Reason reason() {
        return reason;
    }

    /** The HTTP status that says so, where it was one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether another model might do better: not when nobody waits any more, nor with a key that is not accepted. */
    boolean isWorthAnotherModel() {
        return reason != Reason.CANCELLED && reason != Reason.BUSY && status != UNAUTHORIZED;
    }
}
