package ai.relayme.policybot.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys that a bot tells at {@code /.well-known/policybot-keys.json}. Immutable. */
public final class PublicKeys {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, PublicKey> keys;

    private PublicKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * The Ed25519 keys in a JSON Web Key Set.
     *
     * @throws IllegalArgumentException if the text is none, or has no such key
     */
    public static PublicKeys of(String json) {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (JsonNode key : MAPPER.readTree(json).path("keys")) {
                if (key.path("crv").asText().equals("Ed25519")) {
                    keys.put(key.path("kid").asText(),
                            Ed25519.publicKey(Base64.getUrlDecoder().decode(key.path("x").asText())));
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no JSON Web Key Set with Ed25519 keys", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no JSON Web Key Set with Ed25519 keys");
        }
        return new PublicKeys(keys);
    }

    /** What a JWS in compact form says, where one of these keys signed it. */
    Optional<JsonNode> payload(String jws) {
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            JsonNode header = MAPPER.readTree(base64.decode(parts[0]));
            PublicKey key = keys.get(header.path("kid").asText());
            boolean signed = key != null && header.path("alg").asText().equals("EdDSA")
                    && Ed25519.isSignature(key, (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                            base64.decode(parts[2]));
            return signed ? Optional.of(MAPPER.readTree(base64.decode(parts[1]))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
