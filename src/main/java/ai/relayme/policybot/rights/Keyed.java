package ai.relayme.policybot.rights;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes under a secret of the bot's: status tokens, codes at rest, and addresses that are only counted. Immutable. */
final class Keyed {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String TOKEN_PREFIX = "cst_";

    private final SecretKeySpec key;

    Keyed(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token that shows the status of that case to whoever has it. */
    String token(String reference) {
        return TOKEN_PREFIX + hash("token", reference);
    }

    /** Whether it is the token of that case; takes the same time whatever differs. */
    boolean isToken(String reference, String candidate) {
        return same(token(reference), candidate);
    }

    /** A code of that case as it is kept. */
    String code(String reference, String code) {
        return hash("code", reference + " " + code);
    }

    /** A mailbox as it is kept where it is only counted. */
    String mailbox(String mailbox) {
        return hash("mailbox", mailbox);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal((purpose + " " + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
