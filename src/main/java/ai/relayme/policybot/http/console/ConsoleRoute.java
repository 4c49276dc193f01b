package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Role;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/** Every route of the console, and the least role that it takes. There is no other way to add one. */
enum ConsoleRoute {
    BEGIN_SESSION(Method.POST, "session", null),
    CHOOSE_PASSWORD(Method.POST, "setup", null),
    SHOW_SESSION(Method.GET, "session", Role.VIEWER),
    END_SESSION(Method.DELETE, "session", Role.VIEWER),
    LIST_CONVERSATIONS(Method.GET, "conversations", Role.VIEWER),
    EXPORT_CONVERSATIONS(Method.GET, "conversations.csv", Role.REVIEWER),
    SHOW_CONVERSATION(Method.GET, "conversations/{id}", Role.VIEWER),
    REVEAL_CONVERSATION(Method.POST, "conversations/{id}/reveal", Role.REVIEWER),
    CHANGE_REVIEW(Method.PATCH, "conversations/{id}", Role.REVIEWER),
    ADD_NOTE(Method.POST, "conversations/{id}/notes", Role.REVIEWER),
    CHANGE_LABEL(Method.POST, "conversations/{id}/labels", Role.REVIEWER),
    LIST_RIGHTS_REQUESTS(Method.GET, "rights-requests", Role.VIEWER),
    SHOW_RIGHTS_REQUEST(Method.GET, "rights-requests/{reference}", Role.VIEWER),
    REVEAL_RIGHTS_REQUEST(Method.POST, "rights-requests/{reference}/reveal", Role.REVIEWER),
    CHANGE_RIGHTS_REQUEST(Method.POST, "rights-requests/{reference}/changes", Role.REVIEWER),
    RESEND_MAIL(Method.POST, "rights-requests/{reference}/mails/{mail}/resend", Role.REVIEWER),
    LIST_GAPS(Method.GET, "gaps", Role.VIEWER),
    SHOW_ANALYTICS(Method.GET, "analytics", Role.VIEWER),
    LIST_CORRECTIONS(Method.GET, "corrections", Role.VIEWER),
    SHOW_CORRECTION(Method.GET, "corrections/{id}", Role.VIEWER),
    ADD_CORRECTION(Method.POST, "corrections", Role.REVIEWER),
    TRY_CORRECTION(Method.GET, "corrections/{id}/trial", Role.REVIEWER),
    APPROVE_CORRECTION(Method.POST, "corrections/{id}/approve", Role.APPROVER),
    RETIRE_CORRECTION(Method.POST, "corrections/{id}/retire", Role.APPROVER),
    SHOW_PUBLICATION(Method.GET, "publication", Role.VIEWER),
    STAGE_DOCUMENT(Method.POST, "publication/documents", Role.APPROVER),
    CHECK_STAGED(Method.POST, "publication/check", Role.APPROVER),
    PUBLISH_STAGED(Method.POST, "publication/publish", Role.APPROVER),
    DISCARD_STAGED(Method.POST, "publication/discard", Role.APPROVER),
    LIST_AGENTS(Method.GET, "agents", Role.ADMIN),
    ADD_AGENT(Method.POST, "agents", Role.ADMIN),
    CHANGE_AGENT(Method.PATCH, "agents/{name}", Role.ADMIN),
    LINK_AGENT(Method.POST, "agents/{name}/link", Role.ADMIN),
    LIST_API_KEYS(Method.GET, "api-keys", Role.ADMIN),
    ADD_API_KEY(Method.POST, "api-keys", Role.ADMIN),
    REVOKE_API_KEY(Method.POST, "api-keys/{id}/revoke", Role.ADMIN),
    LIST_AUDIT(Method.GET, "audit", Role.ADMIN);

    private enum Method {
        GET, POST, PATCH, DELETE
    }

    /** What every path begins with. */
    static final String ROOT = "/api/console/";

    private final Method method;
    private final String path;
    private final @Nullable Role role;

    ConsoleRoute(Method method, String path, @Nullable Role role) {
        this.method = method;
        this.path = ROOT + path;
        this.role = role;
    }

    HandlerType method() {
        return switch (method) {
            case GET -> HandlerType.GET;
            case POST -> HandlerType.POST;
            case PATCH -> HandlerType.PATCH;
            case DELETE -> HandlerType.DELETE;
        };
    }

    String path() {
        return path;
    }

    /** The least role that it takes; nothing where it is for those who have no session yet. */
    @Nullable
    Role role() {
        return role;
    }
}
