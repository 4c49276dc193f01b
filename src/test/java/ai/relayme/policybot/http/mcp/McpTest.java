package ai.relayme.policybot.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP server, as the protocol's own client and others see it. */
class McpTest extends BotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = new JsonMapper();

    private McpSyncClient client() {
        return McpClient
                .sync(HttpClientStreamableHttpTransport.builder(bot.publicUrl()).endpoint("/mcp")
                        .jsonMapper(new JacksonMcpJsonMapper(MAPPER)).build())
                .requestTimeout(PATIENCE).initializationTimeout(PATIENCE).build();
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void answersAndSearchesForTheProtocolsOwnClient() {
        try (McpSyncClient client = client()) {
            InitializeResult server = client.initialize();
            assertThat(server.serverInfo().name()).isEqualTo("relayme-policy-bot");
            assertThat(server.instructions()).contains("an AI,");
            assertThat(client.listTools().tools()).extracting(Tool::name).containsExactlyInAnyOrder("ask_policy",
                    "search_policy");
            CallToolResult answer = client.callTool(
                    new CallToolRequest("ask_policy", Map.of("question", "Do you sell my personal data?")));
            assertThat(answer.isError()).isNotEqualTo(true);
            assertThat(text(answer)).startsWith("We do not sell, rent, or trade").contains("[1] Privacy Policy",
                    bot.publicUrl());
            ObjectNode structured = MAPPER.valueToTree(answer.structuredContent());
            assertThat(structured.path("outcome").asText()).isEqualTo("answered");
            assertThat(structured.has("conversation_token")).isFalse();
            CallToolResult chinese = client.callTool(new CallToolRequest("ask_policy",
                    Map.of("question", "Do you sell my personal data?", "language", "zh-Hant")));
            assertThat(text(chinese)).contains("不會", "由 AI 助理回答。", "引文出自非官方譯本");
            CallToolResult found = client.callTool(
                    new CallToolRequest("search_policy", Map.of("question", "who sees my data", "limit", 2)));
            String[] passagesAndNotice = text(found).split("\n\n", 2);
            assertThat(passagesAndNotice[0].lines()).hasSize(2)
                    .allMatch(line -> line.startsWith("privacy-policy:"));
            assertThat(passagesAndNotice[1]).startsWith("The quoted text is a reference translation.");
            assertThat(MAPPER.<ObjectNode>valueToTree(found.structuredContent()).path("notices"))
                    .extracting(JsonNode::asText).containsExactly("reference_translation");
        }
    }

    @Test
    void tellsAnAssistantWhatIsWrongWithItsCall() {
        try (McpSyncClient client = client()) {
            client.initialize();
            for (Map<String, Object> arguments : List.<Map<String, Object>>of(Map.of(), Map.of("question", " "),
                    Map.of("question", 1), Map.of("question", "x".repeat(2_001)),
                    Map.of("question", "x", "language", "fr"))) {
                CallToolResult result = client.callTool(new CallToolRequest("ask_policy", arguments));
                assertThat(result.isError()).as(arguments.toString()).isTrue();
                assertThat(text(result)).startsWith("'");
            }
            assertThat(client.callTool(new CallToolRequest("search_policy", Map.of("question", "x", "limit", 51)))
                    .isError()).isTrue();
        }
    }

    private ObjectNode call(String method, String params, String... headers) {
        HttpResponse<String> reply = bot.post("/mcp",
                "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"" + method + "\", \"params\": " + params + "}",
                headers);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
        return TestBot.json(reply);
    }

    @Test
    void holdsAnAssistantToWhatItsKeyIsFor() {
        String key = bot.apiKey(new ApiKey.Grant("searcher", Set.of(Scope.SEARCH), Set.of(), null));
        ObjectNode refused = call("tools/call", "{\"name\": \"ask_policy\", \"arguments\": {\"question\": \"x\"}}",
                "Authorization", "Bearer " + key);
        assertThat(refused.path("result").path("isError").asBoolean()).isTrue();
        assertThat(refused.toString()).contains("'ask'");
        assertThat(call("tools/call", "{\"name\": \"search_policy\", \"arguments\": {\"question\": \"x\"}}",
                "Authorization", "Bearer " + key).path("result").path("isError").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"none\", \"arguments\": {}}", "{\"name\": 1}", "{}", "{\"arguments\": [1]}",
            "{\"name\": \"ask_policy\", \"arguments\": \"secret-word\"}"})
    void tellsNothingInternalOfACallThatIsNone(String params) {
        ObjectNode reply = call("tools/call", params);
        assertThat(reply.path("error").path("code").asInt()).as(reply.toString()).isNegative();
        assertThat(reply.toString()).doesNotContain("Exception", "jackson", "modelcontextprotocol", "secret-word");
    }

    @Test
    void refusesAVersionOfTheProtocolThatItDoesNotSpeak() {
        String ping = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
        assertThat(bot.post("/mcp", ping, "MCP-Protocol-Version", "banana").statusCode()).isEqualTo(400);
        assertThat(bot.post("/mcp", ping, "MCP-Protocol-Version", "2025-06-18").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsNoOtherMethodTakesNotificationsAndRefusesOtherSitesPages() {
        assertThat(call("resources/list", "{}").path("error").path("code").asInt()).isEqualTo(-32_601);
        assertThat(bot.post("/mcp", "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}").statusCode())
                .isEqualTo(202);
        assertThat(bot.post("/mcp", "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}", "Origin",
                "https://other.example").statusCode()).isEqualTo(403);
        assertThat(bot.post("/mcp", "{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"ping\"}").statusCode())
                .isEqualTo(400);
        assertThat(bot.get("/mcp").statusCode()).isEqualTo(405);
        assertThat(bot.post("/mcp", "[]").statusCode()).isEqualTo(400);
    }
}
