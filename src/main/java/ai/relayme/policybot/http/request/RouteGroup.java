package ai.relayme.policybot.http.request;

import io.javalin.config.RoutesConfig;

/** Routes that another package serves. */
public interface RouteGroup {
    /** Adds them. */
    void register(RoutesConfig routes);
}
