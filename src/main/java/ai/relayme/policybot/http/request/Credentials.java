package ai.relayme.policybot.http.request;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.ApiKeys;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a caller showed to prove who they are.
 *
 * @param apiKey            their API key, if they have one
 * @param conversationToken the token of their conversation, if they sent one
 */
public record Credentials(@Nullable ApiKey apiKey, @Nullable String conversationToken) {
    private static final String SCHEME = "Bearer ";

    /** The credentials of that request; refuses it with 401 where they are none. */
    static Credentials of(Context ctx, ApiKeys apiKeys) {
        String header = ctx.header("Authorization");
        if (header == null) {
            return new Credentials(null, null);
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problem.of(ProblemType.UNAUTHORIZED, ProblemType.UNAUTHORIZED.remedy());
        }
        String credential = header.substring(SCHEME.length()).strip();
        if (!ApiKeys.isKey(credential)) {
            return new Credentials(null, credential);
        }
        ApiKey key = apiKeys.find(credential).orElseThrow(
                () -> Problem.of(ProblemType.UNAUTHORIZED, "The API key is not known, or was revoked."));
        return new Credentials(key, null);
    }

    /** The id of their API key, if they have one. */
    public @Nullable String apiKeyId() {
        return apiKey == null ? null : apiKey.id();
    }
}
