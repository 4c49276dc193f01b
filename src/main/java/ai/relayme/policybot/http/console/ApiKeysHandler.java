package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.http.request.HttpConfig;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.ratelimit.RateLimit;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys of developers. A key is shown to whoever makes it, this once. */
final class ApiKeysHandler {
    private static final String SCOPES = "scopes";
    private static final String ORIGINS = "origins";
    private static final String RATE_LIMIT = "rate_limit";

    private final ApiKeys keys;

    ApiKeysHandler(ApiKeys keys) {
        this.keys = keys;
    }

    void list(Context ctx) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("api_keys");
        keys.all().forEach(key -> put(list.addObject(), key));
        JsonReply.sendUncached(ctx, 200, json);
    }

    void add(Context ctx, Agent by) {
        JsonBody body = JsonBody.of(ctx);
        String name = body.text("name", ApiKey.LONGEST_NAME).strip();
        Set<Scope> scopes = scopes(body);
        Optional<Set<String>> origins = HttpConfig.origins(body.optionalTexts(ORIGINS));
        if (origins.isEmpty()) {
            body.fault(ORIGINS, "must be origins such as https://www.example.com");
        }
        String stated = body.optionalText(RATE_LIMIT);
        RateLimit limit = stated == null ? null : RateLimit.parse(stated).orElse(null);
        if (stated != null && limit == null) {
            body.fault(RATE_LIMIT, "must be requests/period such as 60/PT1M, of a second to a day");
        }
        body.check();
        String key = keys.add(new ApiKey.Grant(name, scopes, origins.orElseThrow(), limit), by.name());
        ApiKey made = keys.find(key).orElseThrow();
        JsonReply.sendUncached(ctx, 201, put(Json.object().put("key", key), made));
    }

    private static Set<Scope> scopes(JsonBody body) {
        Set<Scope> scopes = new HashSet<>();
        for (String label : body.optionalTexts(SCOPES)) {
            Optional<Scope> scope = Scope.ofLabel(label);
            if (scope.isEmpty()) {
                body.fault(SCOPES, "must be of ask, search, handoff and transcripts");
            }
            scope.ifPresent(scopes::add);
        }
        return scopes.isEmpty() ? Set.of(Scope.values()) : scopes;
    }

    void revoke(Context ctx, Agent by) {
        if (!keys.revoke(ctx.pathParam("id"), by.name())) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no such key that counts.");
        }
        ctx.status(204);
    }

    private static ObjectNode put(ObjectNode json, ApiKey key) {
        ApiKey.Grant grant = key.grant();
        json.put("id", key.id()).put("name", grant.name()).put("prefix", key.prefix());
        Json.put(json, SCOPES, grant.scopes().stream().map(Scope::label).sorted().toList());
        Json.put(json, ORIGINS, new TreeSet<>(grant.origins()));
        RateLimit limit = grant.rateLimit();
        return json.put(RATE_LIMIT, limit == null ? null : limit.text()).put("created_at", key.createdAt().toString())
                .put("last_used_at", Json.time(key.lastUsedAt())).put("revoked_at", Json.time(key.revokedAt()));
    }
}
