package ai.relayme.policybot.http.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The protocol's server. Safe for concurrent use. */
final class McpEndpoint {
    /** Under this name a call finds the request that it came with. */
    static final String REQUEST = "request";

    private static final Set<String> METHODS = Set.of(McpSchema.METHOD_INITIALIZE, McpSchema.METHOD_PING,
            McpSchema.METHOD_TOOLS_LIST, McpSchema.METHOD_TOOLS_CALL);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JacksonMcpJsonMapper JSON = new JacksonMcpJsonMapper(MAPPER);

    private final McpStatelessServerHandler handler;
    private final Set<String> versions;

    /** Hands the library's handler over, which gets its requests from a route of ours. */
    private static final class Transport implements McpStatelessServerTransport {
        private @Nullable McpStatelessServerHandler handler;

        @Override
        public void setMcpHandler(McpStatelessServerHandler made) {
            handler = made;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }

    McpEndpoint(PolicyTools tools) {
        Transport transport = new Transport();
        // the tools check what they are given, and say in words what is wrong with it
        JsonSchemaValidator unchecked = (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null);
        McpServer.sync(transport).serverInfo("relayme-policy-bot", "1").instructions(PolicyTools.INSTRUCTIONS)
                .jsonMapper(JSON).jsonSchemaValidator(unchecked)
                .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build()).immediateExecution(true)
                .tools(tools.specifications()).build();
        handler = Objects.requireNonNull(transport.handler);
        versions = Set.copyOf(transport.protocolVersions());
    }

    /** Whether it speaks that version of the protocol. */
    boolean speaks(String version) {
        return versions.contains(version);
    }

    /** The reply to a request, as JSON. */
    String answer(Context ctx, JsonNode id, String method, @Nullable JsonNode params) {
        Object requestId = id.isTextual() ? id.asText() : (Object) id.asLong();
        if (!METHODS.contains(method)) {
            return write(failure(requestId, McpSchema.ErrorCodes.METHOD_NOT_FOUND, "This server has no such method."));
        }
        JSONRPCResponse reply = handle(ctx, new McpSchema.JSONRPCRequest(McpSchema.JSONRPC_VERSION, method, requestId,
                params == null ? Map.of() : MAPPER.convertValue(params, Map.class)));
        if (reply == null || reply.error() != null) {
            // the library's words may be those of an exception, which may be the caller's
            return write(failure(requestId, McpSchema.ErrorCodes.INVALID_PARAMS,
                    "The parameters are not those of this method."));
        }
        return write(reply);
    }

    private @Nullable JSONRPCResponse handle(Context ctx, McpSchema.JSONRPCRequest request) {
        try {
            return handler.handleRequest(McpTransportContext.create(Map.of(REQUEST, ctx)), request).block();
        } catch (RuntimeException e) {
            // what fails within a tool is a result: only parameters that are of another form come here
            return null;
        }
    }

    private static JSONRPCResponse failure(Object id, int code, String message) {
        return new JSONRPCResponse(McpSchema.JSONRPC_VERSION, id, null, new JSONRPCError(code, message, null));
    }

    private static String write(JSONRPCResponse reply) {
        try {
            return JSON.writeValueAsString(reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
