package ai.relayme.policybot.apikey;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.hashing.Tokens;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API keys of this bot. Every method throws {@link ai.relayme.policybot.store.StoreException} if the database fails. */
public final class ApiKeys {
    /** Named: what a plan of PostgreSQL's yields must not change when a later version adds a column beside this one. */
    private static final String COLUMNS = "id, name, scopes, origins, rate_limit, prefix, created_at, last_used_at, "
            + "revoked_at";
    private static final String PREFIX = "pbk_";
    /** Enough to tell keys apart; what is left is still beyond guessing. */
    private static final int SHOWN_CHARACTERS = 12;
    /** That a key is in use is worth a writing a minute, and no more. */
    private static final Duration USE_IS_KEPT_EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final AuditLog audit;
    private final RandomGenerator random;
    private final InstantSource clock;

    public ApiKeys(Store store, AuditLog audit, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @param by who makes it, for the log
     * @return the key, which is shown this once and kept nowhere
     */
    public String add(ApiKey.Grant grant, String by) {
        String key = PREFIX + Tokens.fresh(random);
        String hash = Tokens.hash(key);
        String id = "key_" + hash.substring(0, 16);
        String scopes = grant.scopes().stream().map(Scope::label).sorted().collect(Collectors.joining(","));
        RateLimit limit = grant.rateLimit();
        store.write(handle -> {
            handle.createUpdate("""
                    insert into api_key (id, name, hash, prefix, scopes, origins, rate_limit, created_at)
                    values (:id, :name, :hash, :prefix, :scopes, :origins, :rateLimit, :now)""").bind("id", id)
                    .bind("name", grant.name()).bind("hash", hash).bind("prefix", key.substring(0, SHOWN_CHARACTERS))
                    .bind("scopes", scopes).bind("origins", String.join(",", new TreeSet<>(grant.origins())))
                    .bind("rateLimit", limit == null ? null : limit.text()).bind("now", clock.millis()).execute();
            audit.add(handle, by, "api_key_added", id, grant.name() + ": " + scopes);
        });
        return key;
    }

    /** Whether a credential has the form of a key, so that it is one or nothing. */
    public static boolean isKey(String credential) {
        return credential.startsWith(PREFIX);
    }

    /** That key, if it is one of this bot's and was not revoked. */
    public Optional<ApiKey> find(String key) {
        return store
                .read(handle -> handle
                        .createQuery("select " + COLUMNS + " from api_key where hash = :hash and revoked_at is null")
                        .bind("hash", Tokens.hash(key)).map((row, context) -> read(row)).findOne());
    }

    /** Keeps that a key was used now. */
    public void used(ApiKey key) {
        Instant now = clock.instant();
        Instant last = key.lastUsedAt();
        if (last == null || last.isBefore(now.minus(USE_IS_KEPT_EVERY))) {
            store.write(handle -> handle.createUpdate("update api_key set last_used_at = :now where id = :id")
                    .bind("now", now.toEpochMilli()).bind("id", key.id()).execute());
        }
    }

    /** Every key, the newest first. */
    public List<ApiKey> all() {
        return store.read(handle -> handle
                .createQuery("select " + COLUMNS + " from api_key order by created_at desc, id")
                .map((row, context) -> read(row)).list());
    }

    /** Whether pages of that origin may use some key. */
    public boolean isOrigin(String origin) {
        return store.read(handle -> handle
                .createQuery("select origins from api_key where revoked_at is null and origins <> ''")
                .mapTo(String.class).list()).stream().anyMatch(origins -> list(origins).contains(origin));
    }

    /**
     * Has a key count no more from the next request on.
     *
     * @param which its id, how it begins, or the key itself
     * @param by         who revokes it, for the log
     * @return whether there was such a key that counted
     */
    public boolean revoke(String which, String by) {
        return store.writing(handle -> {
            List<String> ids = handle.createQuery(
                    "select id from api_key where revoked_at is null and (id = :which or prefix = :which or hash = :hash)")
                    .bind("which", which).bind("hash", Tokens.hash(which)).mapTo(String.class).list();
            for (String id : ids) {
                handle.createUpdate("update api_key set revoked_at = :now where id = :id").bind("now", clock.millis())
                        .bind("id", id).execute();
                audit.add(handle, by, "api_key_revoked", id, "");
            }
            return !ids.isEmpty();
        });
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        Set<Scope> scopes = list(row.getString("scopes")).stream().flatMap(label -> Scope.ofLabel(label).stream())
                .collect(Collectors.toSet());
        String id = row.getString("id");
        return new ApiKey(id, new ApiKey.Grant(row.getString("name"), scopes, list(row.getString("origins")),
                limit(id, row.getString("rate_limit"))), row.getString("prefix"),
                Instant.ofEpochMilli(row.getLong("created_at")), Rows.moment(row, "last_used_at"),
                Rows.moment(row, "revoked_at"));
    }

    /** A key whose limit cannot be read has none of what it may do, rather than no limit. */
    private static @Nullable RateLimit limit(String id, @Nullable String text) {
        return text == null
                ? null
                : RateLimit.parse(text)
                        .orElseThrow(() -> new StoreException("the rate_limit of the API key " + id + " is malformed"));
    }

    private static Set<String> list(String text) {
        Stream<String> parts = Arrays.stream(text.split(",", -1));
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.toSet());
    }
}
