package ai.relayme.policybot.apikey;

import ai.relayme.policybot.ratelimit.RateLimit;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; the key itself is not.
 *
 * @param id         its id
 * @param grant      what it may be used for
 * @param prefix     how it begins; keys that were made before beginnings were kept have none
 * @param createdAt  when it was made
 * @param lastUsedAt when it was used last, to the minute
 * @param revokedAt  since when it counts no more
 */
public record ApiKey(String id, Grant grant, @Nullable String prefix, Instant createdAt, @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    /** In characters. */
    public static final int LONGEST_NAME = 100;

    /**
     * What a key may be used for.
     *
     * @param name      whose key it is, for the operator's eyes
     * @param scopes    what for
     * @param origins   the sites that it may be used from; none: from anywhere but a browser's page of another site
     * @param rateLimit how often; null: as often as one likes
     */
    public record Grant(String name, Set<Scope> scopes, Set<String> origins, @Nullable RateLimit rateLimit) {
        public Grant {
            scopes = Set.copyOf(scopes);
            origins = Set.copyOf(origins);
        }

        /** Everything, from anywhere, as often as one likes. */
        public static Grant all(String name) {
            return new Grant(name, Set.of(Scope.values()), Set.of(), null);
        }
    }
}
