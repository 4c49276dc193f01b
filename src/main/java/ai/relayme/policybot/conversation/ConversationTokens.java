package ai.relayme.policybot.conversation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that let visitors go on with their conversations. A token is a keyed hash of the conversation's id, so that
 * none has to be kept. Safe for concurrent use.
 */
final class ConversationTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> secret;
    private @Nullable SecretKeySpec key;

    /** @param secret asked for when the first token is made, once if it is given then */
    ConversationTokens(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    private synchronized SecretKeySpec key() {
        if (key == null) {
            key = new SecretKeySpec(secret.get(), ALGORITHM);
        }
        return key;
    }

    /** The token of that conversation. */
    String token(String conversationId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
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
