package ai.relayme.policybot.http.mcp;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RouteGroup;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.PassageIndex;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code POST /mcp}: the protocol's streamable HTTP, without sessions. The protocol's library is loaded by the first call. */
public final class McpRoutes implements RouteGroup {
    private final Supplier<McpEndpoint> maker;
    private final Callers callers;
    private final Supplier<URI> publicUrl;
    private @Nullable McpEndpoint endpoint;

    /** @param publicUrl where the bot's own pages are, which may call */
    public McpRoutes(Conversations conversations, AnswerJson json, Supplier<PassageIndex> index,
            LanguageDetector languages, Callers callers, Problems problems, Supplier<URI> publicUrl) {
        this.maker = () -> new McpEndpoint(
                new PolicyTools(conversations, json, index, languages, callers, problems));
        this.callers = callers;
        this.publicUrl = publicUrl;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/mcp", this::handle);
    }

    private synchronized McpEndpoint endpoint() {
        if (endpoint == null) {
            endpoint = maker.get();
        }
        return endpoint;
    }

    private void handle(Context ctx) {
        checkOrigin(ctx);
        checkVersion(ctx);
        JsonBody body = JsonBody.of(ctx);
        JsonNode id = body.node("id");
        JsonNode version = body.node("jsonrpc");
        if (version == null || !version.asText().equals("2.0")) {
            body.fault("jsonrpc", "must be \"2.0\"");
        }
        if (id != null && !id.isTextual() && !(id.isIntegralNumber() && id.canConvertToLong())) {
            body.fault("id", "must be a text or a whole number");
        }
        JsonNode method = body.node("method");
        if (method != null && !method.isTextual()) {
            body.fault("method", "must be a text");
        }
        JsonNode params = body.node("params");
        if (params != null && !params.isObject()) {
            body.fault("params", "must be an object");
        }
        body.checkKnown();
        if (id == null || method == null) {
            // a notification, or a reply to something that was never asked
            ctx.status(202);
            return;
        }
        ctx.contentType("application/json");
        ctx.result(endpoint().answer(ctx, id, method.asText(), params).getBytes(StandardCharsets.UTF_8));
    }

    /** As the protocol asks: whoever names none speaks one from before it was to be named. */
    private void checkVersion(Context ctx) {
        String version = ctx.header("MCP-Protocol-Version");
        if (version != null && !endpoint().speaks(version)) {
            throw Problem.of(ProblemType.INVALID_REQUEST,
                    "The MCP-Protocol-Version is none that this server speaks; initialize tells which it does.");
        }
    }

    /** As the protocol asks: no page of another site may call in its visitor's name. */
    private void checkOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        String own = publicUrl.get().getScheme() + "://" + publicUrl.get().getRawAuthority();
        if (origin != null && !origin.equals(own) && !callers.isAllowed(origin)) {
            throw Problem.of(ProblemType.FORBIDDEN, "Pages of this origin may not call the bot.");
        }
    }
}
