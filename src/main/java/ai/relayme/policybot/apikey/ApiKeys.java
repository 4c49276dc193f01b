package ai.relayme.policybot.apikey;

import ai.relayme.policybot.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The API keys of this bot. Every method throws {@link ai.relayme.policybot.store.StoreException} if the database fails. */
public final class ApiKeys {
    private static final String PREFIX = "pbk_";
    /** 256 random bits cannot be guessed, so a plain hash keeps them safe: no slow one is needed. */
    private static final int BYTES = 32;

    private final Store store;
    private final RandomGenerator random;
    private final InstantSource clock;

    public ApiKeys(Store store, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @param name whose key it is, for the operator's eyes
     * @return the key, which is shown this once and kept nowhere
     */
    public String add(String name) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String hash = hash(key);
        store.write(handle -> handle
                .createUpdate("insert into api_key (id, name, hash, created_at) values (:id, :name, :hash, :now)")
                .bind("id", "key_" + hash.substring(0, 16)).bind("name", name).bind("hash", hash)
                .bind("now", clock.millis()).execute());
        return key;
    }

    /** Whether a credential has the form of a key, so that it is one or nothing. */
    public static boolean isKey(String credential) {
        return credential.startsWith(PREFIX);
    }

    /** The id of that key, if it is one of this bot's. */
    public Optional<String> id(String key) {
        return store.read(handle -> handle.createQuery("select id from api_key where hash = :hash")
                .bind("hash", hash(key)).mapTo(String.class).findOne());
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
