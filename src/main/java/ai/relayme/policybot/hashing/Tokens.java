package ai.relayme.policybot.hashing;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random tokens. They have 256 bits, which nobody guesses, so that a plain hash may stand for them: no slow one is needed. */
public final class Tokens {
    private static final int BYTES = 32;

    private Tokens() {}

    /** A new token, of characters that addresses take. */
    public static String fresh(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a token. */
    public static String hash(String token) {
        return Sha256.hex(token);
    }
}
