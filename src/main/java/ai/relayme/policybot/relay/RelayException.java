package ai.relayme.policybot.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The relay gave no whole answer. Its message and cause carry no key, address or words of the relay or the visitor. */
public final class RelayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no whole answer. */
    public enum Reason {
        /** The connection, the first event, the next one or the last one did not come in time. */
        TIMEOUT,
        /** No connection, or none that carried a response. */
        UNREACHABLE,
        /** The relay's certificate is not valid for it. Only a person can mend that. */
        CERTIFICATE,
        /** What answers is no relay: it sends elsewhere, or shows a web page. Only a person can mend that. */
        MISDIRECTED,
        /** The relay does not accept the key. Only a person can mend that. */
        KEY_REFUSED,
        /** The relay does not have the model. Only a person can mend that. */
        UNKNOWN_MODEL,
        /** What may be used is used up. Only a person can mend that. */
        QUOTA_EXHAUSTED,
        /** The relay does not want the call, for another reason. */
        REFUSED,
        /** The prompt is longer than the model takes. */
        PROMPT_TOO_LONG,
        /** The model's content filter stepped in. */
        FILTERED,
        /** Too many calls, says the relay. */
        RATE_LIMITED,
        /** The relay or the model behind it failed. */
        SERVER_ERROR,
        /** The answer ended before it was whole. */
        TRUNCATED,
        /** The answer is larger than any answer should be. */
        TOO_LONG,
        /** What came is no answer of the expected form, or an empty one. */
        MALFORMED,
        /** All calls that may run at once are running, and no place came free in time. */
        BUSY,
        /** Every model failed so often of late that it is not called until a probe succeeds. */
        CIRCUIT_OPEN,
        /** The visitor left, the calling thread was interrupted, or the relay closed. */
        CANCELLED;

        /** Whether waiting does not help, so that somebody must be told. */
        boolean needsAPerson() {
            return switch (this) {
                case CERTIFICATE, MISDIRECTED, KEY_REFUSED, UNKNOWN_MODEL, QUOTA_EXHAUSTED -> true;
                case TIMEOUT, UNREACHABLE, REFUSED, PROMPT_TOO_LONG, FILTERED, RATE_LIMITED, SERVER_ERROR, TRUNCATED,
                        TOO_LONG, MALFORMED, BUSY, CIRCUIT_OPEN, CANCELLED ->
                    false;
            };
        }

        /** Whether it tells against the model or the relay, rather than against this one question. */
        boolean isOfTheRelay() {
            return switch (this) {
                case TIMEOUT, UNREACHABLE, CERTIFICATE, MISDIRECTED, KEY_REFUSED, UNKNOWN_MODEL, QUOTA_EXHAUSTED,
                        RATE_LIMITED, SERVER_ERROR, TRUNCATED, TOO_LONG, MALFORMED ->
                    true;
                case REFUSED, PROMPT_TOO_LONG, FILTERED, BUSY, CIRCUIT_OPEN, CANCELLED -> false;
            };
        }

        /** Whether another model behind the same relay and with the same key might do better. */
        boolean isWorthAnotherModel() {
            return switch (this) {
                case CERTIFICATE, MISDIRECTED, KEY_REFUSED, FILTERED, BUSY, CIRCUIT_OPEN, CANCELLED -> false;
                case TIMEOUT, UNREACHABLE, UNKNOWN_MODEL, QUOTA_EXHAUSTED, REFUSED, PROMPT_TOO_LONG, RATE_LIMITED,
                        SERVER_ERROR, TRUNCATED, TOO_LONG, MALFORMED ->
                    true;
            };
        }
    }

    private final Reason reason;
    private final int status;
    private final @Nullable Duration retryAfter;

    RelayException(Reason reason, String message) {
        this(reason, message, 0, null);
    }

    RelayException(Reason reason, String message, int status, @Nullable Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Why there is no whole answer. */
    public Reason reason() {
        return reason;
    }

    /** The HTTP status that says so, where it was one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How long the relay asks to wait, where it does. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may come to a good end if it is made again, after a pause. */
    boolean isWorthARetry() {
        return switch (reason) {
            case UNREACHABLE, SERVER_ERROR -> true;
            case RATE_LIMITED -> retryAfter != null;
            default -> false;
        };
    }
}
