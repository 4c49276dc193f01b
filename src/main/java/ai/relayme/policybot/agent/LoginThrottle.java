package ai.relayme.policybot.agent;

import ai.relayme.policybot.hashing.KeyedHash;
import ai.relayme.policybot.hashing.Tokens;
import ai.relayme.policybot.store.Secrets;
import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses passwords, by client and by name, over all nodes. A browser that an agent has logged in with holds
 * a device token (OWASP's device cookie): its logins are counted by that token alone, so that nobody else's guesses can
 * lock its owner out. Methods throw {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for
 * concurrent use.
 */
public final class LoginThrottle {
    private static final Duration PERIOD = Duration.ofMinutes(15);
    /** Failures in a period. An office may share an address. */
    private static final int OF_CLIENT = 30;
    private static final int OF_NAME = 10;
    private static final int OF_DEVICE = 10;

    private final Store store;
    private final KeyedHash hash;
    private final RandomGenerator random;
    private final InstantSource clock;

    public LoginThrottle(Store store, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.hash = new KeyedHash(new Secrets(store, random).secret("login"));
        this.random = random;
        this.clock = clock;
    }

    /**
     * Where a login comes from.
     *
     * @param client its network address
     * @param name   the name given
     * @param device the device token shown, if one was
     */
    public record Attempt(String client, String name, @Nullable String device) {}

    private record Source(String id, int limit) {}

    /** How long to wait before that may be tried; nothing where it may be tried now. */
    public Optional<Duration> wait(Attempt attempt) {
        Instant now = clock.instant();
        return store.read(handle -> sources(attempt).stream().map(source -> handle.createQuery("""
                select began_at from login_failure
                where source = :source and failures >= :limit and began_at > :since""").bind("source", source.id())
                .bind("limit", source.limit()).bind("since", now.minus(PERIOD).toEpochMilli()).mapTo(Long.class)
                .findOne()).flatMap(Optional::stream)
                .map(began -> Duration.between(now, Instant.ofEpochMilli(began).plus(PERIOD)))
                .max(Duration::compareTo));
    }

    /** Counts a login that failed. */
    public void failed(Attempt attempt) {
        Instant now = clock.instant();
        store.write(handle -> {
            erase(handle, now);
            for (Source source : sources(attempt)) {
                handle.createUpdate("""
                        insert into login_failure (source, began_at, failures) values (:source, :now, 1)
                        on conflict (source) do update set failures = login_failure.failures + 1""")
                        .bind("source", source.id()).bind("now", now.toEpochMilli()).execute();
            }
        });
    }

    /** Forgets the failures whose period is over. */
    public static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from login_failure where began_at <= :since")
                .bind("since", now.minus(PERIOD).toEpochMilli()).execute();
    }

    /** A token for the browser that an agent has logged in with. */
    public String device(String name) {
        String nonce = Tokens.fresh(random);
        return nonce + "." + keyed("device", name, nonce);
    }

    private List<Source> sources(Attempt attempt) {
        List<Source> sources = new ArrayList<>();
        String device = attempt.device();
        if (device != null && isDevice(device, attempt.name())) {
            sources.add(new Source(keyed("by-device", device), OF_DEVICE));
        } else {
            sources.add(new Source(keyed("by-client", attempt.client()), OF_CLIENT));
            sources.add(new Source(keyed("by-name", attempt.name()), OF_NAME));
        }
        return sources;
    }

    private boolean isDevice(String device, String name) {
        String[] parts = device.split("\\.", -1);
        return parts.length == 2 && KeyedHash.same(keyed("device", name, parts[0]), parts[1]);
    }

    private String keyed(String... parts) {
        return hash.hex(String.join("\n", parts));
    }
}
