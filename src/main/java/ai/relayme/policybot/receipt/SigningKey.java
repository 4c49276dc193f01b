package ai.relayme.policybot.receipt;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.store.Secrets;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;

/** The key that receipts are signed with. Immutable. */
public final class SigningKey {
    private static final String SECRET = "receipt-key";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final String x;
    private final String id;

    private SigningKey(byte[] pair) {
        key = Ed25519.privateKey(Arrays.copyOf(pair, Ed25519.KEY_BYTES));
        x = BASE64.encodeToString(Arrays.copyOfRange(pair, Ed25519.KEY_BYTES, pair.length));
        id = thumbprint(x);
    }

    /**
     * The key of this bot, made when it is first asked for and kept with the bot's other secrets, so that every node signs
     * with the same one.
     *
     * @throws ai.relayme.policybot.store.StoreException if the database fails
     */
    public static SigningKey of(Secrets secrets) {
        return new SigningKey(secrets.secret(SECRET, Ed25519::pair));
    }

    /** The public part as a JSON Web Key Set (RFC 7517, RFC 8037): what whoever checks a receipt needs. */
    public ObjectNode publicKeys() {
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        keys.putArray("keys").addObject().put("kty", "OKP").put("crv", "Ed25519").put("x", x).put("kid", id)
                .put("use", "sig").put("alg", "EdDSA");
        return keys;
    }

    /** A JWS in compact form with that payload. */
    String sign(byte[] payload) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + id + "\"}";
        String signed = BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(payload);
        return signed + "." + BASE64.encodeToString(Ed25519.sign(key, signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 7638. */
    private static String thumbprint(String x) {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        return BASE64.encodeToString(Sha256.of(members.getBytes(StandardCharsets.UTF_8)));
    }
}
