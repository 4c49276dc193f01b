package ai.relayme.policybot.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What each idempotency key was answered. The key is kept in the transaction of the request itself, so that there is never
 * one without the other; of two at the same moment, the second waits for the first and finds its answer.
 */
final class Idempotency {
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private Idempotency() {}

    /**
     * An earlier request with that key.
     *
     * @param reference the case that it opened
     * @param expiresAt until when its code could be entered
     */
    record Earlier(String request, String reference, Instant expiresAt) {}

    /** Takes the key for that case; gives the earlier request, where there is one. */
    static Optional<Earlier> take(Handle handle, IdempotencyKey key, String reference, Instant expiresAt,
            Instant now) {
        int taken = handle.createUpdate("""
                insert into idempotency (id, request, reference, expires_at, created_at)
                values (:id, :request, :reference, :expiresAt, :now) on conflict do nothing""").bind("id", key.id())
                .bind("request", key.request()).bind("reference", reference)
                .bind("expiresAt", expiresAt.toEpochMilli()).bind("now", now.toEpochMilli()).execute();
        if (taken == 1) {
            return Optional.empty();
        }
        return handle.createQuery("select request, reference, expires_at from idempotency where id = :id")
                .bind("id", key.id()).map((row, context) -> new Earlier(row.getString("request"),
                        row.getString("reference"), Instant.ofEpochMilli(row.getLong("expires_at"))))
                .findOne();
    }

    static boolean knows(Handle handle, IdempotencyKey key) {
        return handle.createQuery("select count(*) from idempotency where id = :id").bind("id", key.id())
                .mapTo(Integer.class).one() > 0;
    }

    static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from idempotency where created_at < :before")
                .bind("before", now.minus(KEPT_FOR).toEpochMilli()).execute();
    }
}
