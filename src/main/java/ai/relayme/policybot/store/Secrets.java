package ai.relayme.policybot.store;

import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Secrets that every node of one bot shares, made once and kept in the database. */
public final class Secrets {
    /** 256 bits: the strength of the hash that the secrets feed. */
    private static final int BYTES = 32;

    private final Store store;
    private final RandomGenerator random;

    public Secrets(Store store, RandomGenerator random) {
        this.store = store;
        this.random = random;
    }

    /**
     * The secret of that name, random bytes made now if there was none.
     *
     * @throws StoreException if the database fails
     */
    public byte[] secret(String name) {
        return secret(name, () -> {
            byte[] fresh = new byte[BYTES];
            random.nextBytes(fresh);
            return fresh;
        });
    }

    /**
     * The secret of that name, as the maker makes it where there was none.
     *
     * @throws StoreException if the database fails
     */
    public byte[] secret(String name, Supplier<byte[]> maker) {
        Optional<String> found = store.read(handle -> find(handle, name));
        if (found.isEmpty()) {
            byte[] fresh = maker.get();
            // another node may be making it at the same moment: the first one stays
            store.write(handle -> handle
                    .createUpdate("insert into secret (name, value) values (:name, :value) on conflict do nothing")
                    .bind("name", name).bind("value", Base64.getEncoder().encodeToString(fresh)).execute());
            found = store.read(handle -> find(handle, name));
        }
        return Base64.getDecoder().decode(found.orElseThrow());
    }

    private static Optional<String> find(Handle handle, String name) {
        return handle.createQuery("select value from secret where name = :name").bind("name", name).mapTo(String.class)
                .findOne();
    }
}
