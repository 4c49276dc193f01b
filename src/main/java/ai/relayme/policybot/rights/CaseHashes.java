package ai.relayme.policybot.rights;

import ai.relayme.policybot.hashing.KeyedHash;

/** Hashes under a secret of the bot's: status tokens, codes at rest, and addresses that are only counted. Immutable. */
final class CaseHashes {
    private static final String TOKEN_PREFIX = "cst_";

    private final KeyedHash hash;

    CaseHashes(byte[] secret) {
        hash = new KeyedHash(secret);
    }

    /** The token that shows the status of that case to whoever has it. */
    String token(String reference) {
        return TOKEN_PREFIX + hash.base64("token " + reference);
    }

    /** Whether it is the token of that case; takes the same time whatever differs. */
    boolean isToken(String reference, String candidate) {
        return KeyedHash.same(token(reference), candidate);
    }

    /** A code of that case as it is kept. */
    String code(String reference, String code) {
        return hash.base64("code " + reference + " " + code);
    }

    /** A mailbox as it is kept where it is only counted. */
    String mailbox(String mailbox) {
        return hash.base64("mailbox " + mailbox);
    }
}
