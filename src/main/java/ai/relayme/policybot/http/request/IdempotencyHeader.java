package ai.relayme.policybot.http.request;

import ai.relayme.policybot.hashing.Sha256;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A caller's {@code Idempotency-Key}, which makes a repeated request the same one.
 *
 * @param id      hash of the key and of what it was used for
 * @param request hash of the request's body
 */
public record IdempotencyHeader(String id, String request) {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    /**
     * The key of that request, if it has one.
     *
     * @param purpose what it is used for, and by whom: keys of different purposes are different
     */
    public static Optional<IdempotencyHeader> of(Context ctx, String purpose) {
        String key = ctx.header("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.of(ProblemType.INVALID_REQUEST,
                    "Idempotency-Key must be 1 to 255 printable ASCII characters.");
        }
        return Optional.of(new IdempotencyHeader(Sha256.hex(purpose + " " + key), Sha256.hex(ctx.bodyAsBytes())));
    }
}
