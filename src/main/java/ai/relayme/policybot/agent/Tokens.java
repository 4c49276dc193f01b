package ai.relayme.policybot.agent;

import ai.relayme.policybot.hashing.Sha256;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random tokens, and what is kept of them: 256 bits cannot be guessed, so a plain hash keeps them safe. */
final class Tokens {
    private static final int BYTES = 32;

    private Tokens() {}

    static String fresh(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        return Sha256.hex(token);
    }
}
