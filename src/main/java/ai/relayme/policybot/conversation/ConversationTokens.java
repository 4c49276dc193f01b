package ai.relayme.policybot.conversation;

import ai.relayme.policybot.hashing.KeyedHash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that let visitors go on with their conversations. A token is a keyed hash of the conversation's id, so that
 * none has to be kept. Safe for concurrent use.
 */
final class ConversationTokens {
    private final Supplier<byte[]> secret;
    private @Nullable KeyedHash hash;

    /** @param secret asked for when the first token is made, once if it is given then */
    ConversationTokens(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    private synchronized KeyedHash hash() {
        if (hash == null) {
            hash = new KeyedHash(secret.get());
        }
        return hash;
    }

    /** The token of that conversation. */
    String token(String conversationId) {
        return "cvt_" + hash().base64(conversationId);
    }

    /** Whether it is the token of that conversation; takes the same time whatever differs. */
    boolean isToken(String conversationId, String token) {
        return KeyedHash.same(token(conversationId), token);
    }
}
