package ai.relayme.policybot.rights;

import ai.relayme.policybot.hashing.KeyedHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** The six-digit codes that prove an address. They are kept as keyed hashes and made anew on request. */
final class VerificationCodes {
    static final Duration VALID_FOR = Duration.ofMinutes(10);
    /** Guessing gets five in a million for each code. */
    static final int TRIES = 5;
    /** Codes for one case until they are forgotten; the mails to an address are limited besides. */
    static final int CODES = 5;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final int RANGE = 1_000_000;
    /** No code has this hash: nobody was sent one. */
    private static final String NONE = "";

    private final CaseHashes hashes;
    private final RandomGenerator random;

    VerificationCodes(CaseHashes hashes, RandomGenerator random) {
        this.hashes = hashes;
        this.random = random;
    }

    /** What became of a code that was entered. */
    sealed interface Check {
        record Right() implements Check {}

        record Wrong(int triesLeft) implements Check {}

        record Locked() implements Check {}
    }

    /**
     * Makes a code, which replaces the one before.
     *
     * @param sent whether it will be sent; else the one before, if there is one, can be entered as long as it could
     */
    String make(Handle handle, String reference, boolean sent, Instant now) {
        String code = String.format(Locale.ROOT, "%06d", random.nextInt(RANGE));
        String hash = hashes.code(reference, code);
        String replaced = sent ? ", hash = excluded.hash, expires_at = excluded.expires_at, tries = 0" : "";
        handle.createUpdate("""
                insert into verification_code (reference, hash, expires_at, tries, sent)
                values (:reference, :hash, :expiresAt, 0, 1)
                on conflict (reference) do update set sent = verification_code.sent + 1""" + replaced)
                .bind("reference", reference)
                .bind("hash", sent ? hash : NONE)
                .bind("expiresAt", now.plus(VALID_FOR).toEpochMilli()).execute();
        return code;
    }

    /** How many were made for that case. */
    int made(Handle handle, String reference) {
        return handle.createQuery("select sent from verification_code where reference = :reference")
                .bind("reference", reference).mapTo(Integer.class).findOne().orElse(0);
    }

    /** When they are forgotten, and as many can be made again. */
    Optional<Instant> forgottenAt(Handle handle, String reference) {
        return expiry(handle, reference).map(at -> at.plus(FORGOTTEN_AFTER));
    }

    /** Forgets those that ended a day ago. */
    static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from verification_code where expires_at <= :dayAgo")
                .bind("dayAgo", now.minus(FORGOTTEN_AFTER).toEpochMilli()).execute();
    }

    /** Until when the newest can be entered. */
    Optional<Instant> expiry(Handle handle, String reference) {
        return handle.createQuery("select expires_at from verification_code where reference = :reference")
                .bind("reference", reference).mapTo(Long.class).findOne().map(Instant::ofEpochMilli);
    }

    /** Tries a code; the right one is used up with it. The caller holds the case. */
    Check check(Handle handle, String reference, String code, Instant now) {
        String candidate = hashes.code(reference, code);
        record Kept(String hash, long expiresAt, int tries) {}
        Kept kept = handle
                .createQuery("select hash, expires_at, tries from verification_code where reference = :reference")
                .bind("reference", reference)
                .map((row, context) -> new Kept(row.getString("hash"), row.getLong("expires_at"), row.getInt("tries")))
                .findOne().orElse(new Kept(NONE, 0, 0));
        boolean matches = KeyedHash.same(kept.hash(), candidate);
        if (kept.tries() >= TRIES) {
            return new Check.Locked();
        }
        if (matches && now.toEpochMilli() < kept.expiresAt()) {
            handle.createUpdate("update verification_code set hash = '' where reference = :reference")
                    .bind("reference", reference).execute();
            return new Check.Right();
        }
        handle.createUpdate("update verification_code set tries = tries + 1 where reference = :reference")
                .bind("reference", reference).execute();
        return new Check.Wrong(TRIES - kept.tries() - 1);
    }
}
