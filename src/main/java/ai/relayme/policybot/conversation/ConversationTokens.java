package ai.relayme.policybot.conversation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that let visitors go on with their conversations. A token is a keyed hash of the conversation's id, so that
 * none has to be kept. Immutable.
 */
final class ConversationTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    ConversationTokens(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token of that conversation. */
    String token(String conversationId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "cvt_" + Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal(conversationId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether it is the token of that conversation; takes the same time whatever differs. */
    boolean isToken(String conversationId, String token) {
        return MessageDigest.isEqual(token(conversationId).getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }
}
