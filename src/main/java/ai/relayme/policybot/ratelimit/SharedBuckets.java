package ai.relayme.policybot.ratelimit;

import ai.relayme.policybot.hashing.KeyedHash;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buckets that the nodes of one PostgreSQL share. A bucket is a row with the moment at which it is full again (the
 * generic cell rate algorithm of ATM's traffic management, ITU-T I.371): taking from it moves that moment on, and time fills
 * it. One statement reads, decides and writes, by the database's time. Names of clients are kept as keyed hashes. Safe for
 * concurrent use.
 */
public final class SharedBuckets {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);
    /** A database that takes longer has worse to do; then each node counts alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(5);
    /** Rows; those that are the least used are forgotten first. */
    private static final int MOST_BUCKETS = 100_000;
    /** Of a hash in hexadecimal: 128 bits, so that two clients never meet. */
    private static final int NAME_CHARACTERS = 32;

    private static final String NOW = "cast(extract(epoch from statement_timestamp()) * 1000000000 as bigint)";
    private static final String TAKE = """
            with asked as (select cast(? as text) as bucket, cast(? as bigint) as wanted, cast(? as bigint) as interval,
                cast(? as bigint) as capacity, %s as now)
            insert into rate_limit as kept (bucket, full_at, taken)
            select bucket, now + wanted * interval, wanted from asked
            on conflict (bucket) do update set (full_at, taken) = (
                select greatest(kept.full_at, asked.now) + given.tokens * asked.interval, given.tokens
                from asked, lateral (select greatest(0, least(asked.wanted, (asked.now + asked.capacity
                    - greatest(kept.full_at, asked.now)) / asked.interval)) as tokens) as given)
            returning taken, full_at - %s as used""".formatted(NOW, NOW);
    private static final String FORGET = """
            delete from rate_limit where full_at < %s
                or bucket in (select bucket from rate_limit order by full_at desc offset %s)""".formatted(NOW,
            Integer.toString(MOST_BUCKETS));

    private final Store store;
    private final Supplier<byte[]> secret;
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());
    private volatile boolean down;
    private volatile @Nullable KeyedHash hash;

    /** @param secret keys the hashes; asked for when the first is made, and the same on every node */
    public SharedBuckets(Store store, Supplier<byte[]> secret) {
        this.store = store;
        this.secret = secret;
    }

    /**
     * What was taken.
     *
     * @param tokens    how many, 0 if there was none
     * @param remaining how many are left
     * @param untilNext until there is one, if none is left
     * @param untilFull until the bucket is full
     */
    record Taken(long tokens, long remaining, Duration untilNext, Duration untilFull) {}

    /**
     * Takes as many as are wanted, or as there are.
     *
     * @param wanted from 1 to the limit's number
     * @return nothing where the database does not tell, within a second
     */
    Optional<Taken> take(String name, RateLimit limit, long wanted) {
        if (askAgainAt.get() - System.nanoTime() > 0) {
            return Optional.empty();
        }
        CompletableFuture<Taken> asked = CompletableFuture.supplyAsync(() -> ask(name, limit, wanted),
                Thread::startVirtualThread);
        try {
            Taken taken = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (down) {
                down = false;
                LOG.info("rate limits are counted by all nodes together again");
            }
            return Optional.of(taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException e) {
            unanswered(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreException)) {
                throw new IllegalStateException("rate limits cannot be counted", e);
            }
            unanswered(e);
        }
        return Optional.empty();
    }

    private void unanswered(Exception failure) {
        askAgainAt.set(System.nanoTime() + ASK_AGAIN_AFTER.toNanos());
        if (!down) {
            down = true;
            LOG.warn("the database does not answer: rate limits are counted by this node alone until it does", failure);
        }
    }

    private Taken ask(String name, RateLimit limit, long wanted) {
        long interval = Math.max(1, limit.period().toNanos() / limit.requests());
        long capacity = interval * limit.requests();
        // one statement outside a transaction is one of its own, and one way to the database and back
        return store.byJdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setString(1, hash(name));
                statement.setLong(2, wanted);
                statement.setLong(3, interval);
                statement.setLong(4, capacity);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long used = Math.max(0, row.getLong("used"));
                    return new Taken(row.getLong("taken"), Math.max(0, (capacity - used) / interval),
                            Duration.ofNanos(Math.max(0, used + interval - capacity)), Duration.ofNanos(used));
                }
            }
        });
    }

    /** Forgets the buckets that are full, as if they had never been, and the least used ones of too many. */
    public void forget() {
        try {
            store.byJdbc(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
                    return statement.executeUpdate();
                }
            });
        } catch (StoreException e) {
            // they are forgotten the next time
        }
    }

    private String hash(String name) {
        KeyedHash keyed = hash;
        if (keyed == null) {
            keyed = new KeyedHash(secret.get());
            hash = keyed;
        }
        return keyed.hex(name).substring(0, NAME_CHARACTERS);
    }
}
