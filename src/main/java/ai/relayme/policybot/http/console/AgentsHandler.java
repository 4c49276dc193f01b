package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.AgentNames;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Accounts of agents, and the log of what they did. */
final class AgentsHandler {
    private final Agents agents;
    private final AuditLog audit;
    private final Supplier<URI> publicUrl;

    AgentsHandler(Agents agents, AuditLog audit, Supplier<URI> publicUrl) {
        this.agents = agents;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    void list(Context ctx) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("agents");
        for (Agents.Account account : agents.accounts()) {
            list.addObject().put("name", account.name()).put("role", account.role().label())
                    .put("active", account.active()).put("created_at", account.createdAt().toString())
                    .put("disabled_at", Json.time(account.disabledAt()));
        }
        JsonReply.sendUncached(ctx, 200, json);
    }

    void add(Context ctx, Agent by) {
        JsonBody body = JsonBody.of(ctx);
        String name = body.text("name", Agents.LONGEST_NAME).strip();
        Role role = role(body);
        if (!name.isEmpty() && !AgentNames.isName(name)) {
            body.fault("name", AgentNames.RULE);
        }
        body.check();
        String token = agents.add(name, role, by.name())
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT,
                        "There is an agent of this name already, or of one that looks like it."));
        JsonReply.sendUncached(ctx, 201, link(name, token).put("role", role.label()));
    }

    void link(Context ctx, Agent by) {
        String name = ctx.pathParam("name");
        JsonReply.sendUncached(ctx, 201, link(name, agents.link(name, by.name()).orElseThrow(AgentsHandler::unknown)));
    }

    private ObjectNode link(String name, String token) {
        return Json.object().put("name", name).put("setup_url", SetupLinks.url(publicUrl.get(), token));
    }

    void change(Context ctx, Agent by) {
        JsonBody body = JsonBody.of(ctx);
        Role role = role(body);
        boolean disabled = body.bool("disabled");
        body.check();
        switch (agents.change(ctx.pathParam("name"), role, disabled, by.name())) {
            case DONE -> ctx.status(204);
            case UNKNOWN -> throw unknown();
            case LAST_ADMIN -> throw Problem.of(ProblemType.CONFLICT,
                    "Nobody would be left who can manage agents: make somebody else an admin first.");
        }
    }

    void audit(Context ctx) {
        Paging paging = Paging.byId(ctx, "aud_");
        List<AuditLog.Entry> entries = audit.entries(paging.cursor(), FilterReader.auditTarget(ctx), paging.wanted());
        JsonReply.sendUncached(ctx, 200,
                paging.json("entries", entries, AgentsHandler::json, AuditLog.Entry::id));
    }

    private static ObjectNode json(AuditLog.Entry entry) {
        return Json.object().put("id", entry.id()).put("at", entry.at().toString()).put("agent", entry.agent())
                .put("action", entry.action()).put("target", entry.target()).put("detail", entry.detail());
    }

    private static Role role(JsonBody body) {
        return body.known("role", Role::ofLabel, Role.VIEWER, "must be viewer, reviewer, approver or admin");
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no agent of this name.");
    }
}
