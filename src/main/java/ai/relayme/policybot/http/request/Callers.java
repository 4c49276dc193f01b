package ai.relayme.policybot.http.request;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.ratelimit.RateLimiter;
import ai.relayme.policybot.ratelimit.SharedBuckets;
import ai.relayme.policybot.store.StoreException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tells who calls, and holds them to what they may. Safe for concurrent use. */
public final class Callers {
    private static final RequestLimiter.Words OF_KEYS = new RequestLimiter.Words("key",
            "There were too many requests with this API key.");

    private final ApiKeys apiKeys;
    private final Set<String> allowedOrigins;
    private final ClientAddresses clients;
    private final Optional<SharedBuckets> shared;
    private final Optional<RequestLimiter> questions;
    private final RateLimiter keys;

    /**
     * Callers without a key are held to what the configuration says, callers with one to what the key is for.
     *
     * @param shared  what all nodes count together; empty where this is the only one
     */
    public Callers(ApiKeys apiKeys, HttpConfig config, Optional<SharedBuckets> shared) {
        this.apiKeys = apiKeys;
        this.allowedOrigins = config.allowedOrigins();
        this.clients = new ClientAddresses(config.trustedProxies());
        this.shared = shared;
        this.keys = new RateLimiter("key", Duration.ofDays(1), shared);
        this.questions = config.rateLimit().map(limit -> limiter(limit, "questions",
                "There were too many questions from this address."));
    }

    /** Holds each client's address to that limit. */
    public RequestLimiter limiter(RateLimit limit, String name, String refusal) {
        return limiter(limit, clients::client, name, refusal);
    }

    /** Holds what that tells of a request to that limit. */
    public RequestLimiter limiter(RateLimit limit, Function<Context, String> who, String name, String refusal) {
        return new RequestLimiter(new RateLimiter(name, limit.period(), shared), limit, who,
                new RequestLimiter.Words(name, refusal));
    }

    /** Whether pages of that origin may call the API. */
    public boolean isAllowed(String origin) {
        if (allowedOrigins.contains(origin)) {
            return true;
        }
        try {
            return apiKeys.isOrigin(origin);
        } catch (StoreException e) {
            // without the database nobody's key counts
            return false;
        }
    }

    /**
     * Who asks a question, counted.
     *
     * @throws Problem 401 for credentials that are none, 403 where a key is not for this, 429 over a limit
     */
    public Credentials asking(Context ctx) {
        Credentials credentials = identify(ctx, Scope.ASK);
        if (credentials.apiKey() == null) {
            questions.ifPresent(limit -> limit.count(ctx));
        }
        return credentials;
    }

    /** Who calls; a key is held to its scopes, origins and limit, and nobody else to anything. */
    public Credentials identify(Context ctx, Scope scope) {
        Credentials credentials = Credentials.of(ctx, apiKeys);
        ApiKey key = credentials.apiKey();
        if (key != null) {
            admit(ctx, key, scope);
        }
        return credentials;
    }

    private void admit(Context ctx, ApiKey key, Scope scope) {
        if (!key.grant().scopes().contains(scope)) {
            throw Problem.of(ProblemType.FORBIDDEN, "The API key is not for this: it lacks the scope '" + scope.label()
                    + "'.");
        }
        String origin = ctx.header("Origin");
        if (!key.grant().origins().isEmpty() && (origin == null || !key.grant().origins().contains(origin))) {
            throw Problem.of(ProblemType.FORBIDDEN, "The API key is not for calls from this origin.");
        }
        RateLimit limit = key.grant().rateLimit();
        if (limit != null) {
            RequestLimiter.tell(ctx, keys.take(key.id(), limit), limit, OF_KEYS);
        }
        apiKeys.used(key);
    }

    /** What a caller is told apart by, where only they may see what they did before. */
    public String name(Context ctx, Credentials credentials) {
        if (credentials.apiKeyId() != null) {
            return credentials.apiKeyId();
        }
        return credentials.conversationToken() != null ? credentials.conversationToken() : clients.client(ctx);
    }
}
