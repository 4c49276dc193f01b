package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.LoginThrottle;
import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.http.request.ClientAddresses;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** Logging in and out, and choosing a password by a link. */
final class SessionHandler {
    private final Agents agents;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final ClientAddresses clients;
    private final Cookies cookies;

    SessionHandler(Agents agents, Sessions sessions, LoginThrottle throttle, ClientAddresses clients,
            Cookies cookies) {
        this.agents = agents;
        this.sessions = sessions;
        this.throttle = throttle;
        this.clients = clients;
        this.cookies = cookies;
    }

    void begin(Context ctx) {
        JsonBody body = JsonBody.of(ctx);
        String name = body.text("name", Agents.LONGEST_NAME);
        String password = body.text("password", Agents.LONGEST_PASSWORD);
        body.check();
        LoginThrottle.Attempt attempt = new LoginThrottle.Attempt(clients.client(ctx), name, cookies.device(ctx));
        Optional<Duration> wait = throttle.wait(attempt);
        if (wait.isPresent()) {
            throw Problem.retry(ProblemType.RATE_LIMITED,
                    "There were too many logins that failed. Whoever runs the bot can make a link that lets you in at once: policybot agent link NAME.",
                    Math.max(1, wait.get().toSeconds()));
        }
        Optional<Agent> agent = agents.verify(name, password);
        if (agent.isEmpty()) {
            throttle.failed(attempt);
            throw Problem.of(ProblemType.UNAUTHORIZED, "Name or password is not right.");
        }
        begun(ctx, agent.get());
    }

    void choosePassword(Context ctx) {
        JsonBody body = JsonBody.of(ctx);
        String token = body.text("token", 100);
        String password = body.text("password", Agents.LONGEST_PASSWORD);
        if (password.codePointCount(0, password.length()) < Agents.SHORTEST_PASSWORD && !password.isEmpty()) {
            body.fault("password", "must have at least " + Agents.SHORTEST_PASSWORD + " characters");
        } else if (agents.isCommon(token, password)) {
            body.fault("password", "is one of those that are guessed first");
        }
        body.check();
        begun(ctx, agents.choosePassword(token, password).orElseThrow(() -> Problem.of(ProblemType.FORBIDDEN,
                "This link was used, has expired, or is none. Ask for a new one.")));
    }

    /** A browser has one session: the one before, whoever's it is, ends with the new one. */
    private void begun(Context ctx, Agent agent) {
        Optional.ofNullable(cookies.session(ctx))
                .ifPresent(before -> sessions.agent(before).ifPresent(whose -> sessions.end(before, whose)));
        cookies.setSession(ctx, sessions.begin(agent));
        cookies.setDevice(ctx, throttle.device(agent.name()));
        JsonReply.sendUncached(ctx, 200, json(agent));
    }

    void show(Context ctx, Agent agent) {
        JsonReply.sendUncached(ctx, 200, json(agent));
    }

    void end(Context ctx, Agent agent) {
        String token = cookies.session(ctx);
        if (token != null) {
            sessions.end(token, agent);
        }
        cookies.clearSession(ctx);
        ctx.header("Clear-Site-Data", "\"cache\"");
        ctx.status(204);
    }

    private static ObjectNode json(Agent agent) {
        return Json.object().put("name", agent.name()).put("role", agent.role().label()).put("idle_seconds",
                Sessions.IDLE.toSeconds());
    }
}
