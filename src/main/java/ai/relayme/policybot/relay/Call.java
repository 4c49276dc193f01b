package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to the relay that has ended.
 *
 * @param purpose what it was for
 * @param model   the model that was asked
 * @param failure why it gave no whole answer, null where it did
 * @param status  the HTTP status that said so, 0 where it was none
 * @param usage   the tokens that it used
 * @param took    from the request to its end
 */
public record Call(Purpose purpose, String model, @Nullable Reason failure, int status, Usage usage, Duration took) {
    /** What a call is for. */
    public enum Purpose {
        /** To answer a question. */
        ANSWER,
        /** To make a question self-contained. */
        REWRITING,
        /** To see whether a model that failed is there again. */
        PROBE
    }

    /** {@code OK}, or the reason why it failed. */
    public String result() {
        return Optional.ofNullable(failure).map(Reason::name).orElse("OK");
    }
}
