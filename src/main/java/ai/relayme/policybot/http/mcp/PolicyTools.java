package ai.relayme.policybot.http.mcp;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.http.AnswerText;
import ai.relayme.policybot.http.SearchResults;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Query;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What assistants can do here: ask the policies, and search them. */
final class PolicyTools {
    /** What an assistant should know of them. */
    static final String INSTRUCTIONS = "RelayMe's policy assistant, an AI, answers here from RelayMe's published policies "
            + "alone, in English and Chinese: say so where you show its answers. Every sentence carries a citation; quote it and "
            + "link to its url. 'notices' tell where a quote is of a translation that is not the official text. An outcome of "
            + "'abstained' means that the policies do not say: do not fill it in. It is no legal advice.";

    private static final int DEFAULT_LIMIT = 5;
    private static final int MOST_RESULTS = 50;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Conversations conversations;
    private final AnswerJson json;
    private final Supplier<PassageIndex> index;
    private final LanguageDetector languages;
    private final Callers callers;
    private final Problems problems;

    PolicyTools(Conversations conversations, AnswerJson json, Supplier<PassageIndex> index,
            LanguageDetector languages, Callers callers, Problems problems) {
        this.conversations = conversations;
        this.json = json;
        this.index = index;
        this.languages = languages;
        this.callers = callers;
        this.problems = problems;
    }

    /** A call whose arguments are at fault; the message tells the assistant how. */
    private static final class BadArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadArgument(String message) {
            super(message, null, false, false);
        }
    }

    List<SyncToolSpecification> specifications() {
        Map<String, Object> question = Map.of("type", "string", "minLength", 1, "maxLength", Question.LONGEST,
                "description", "The question, in English or Chinese.");
        Map<String, Object> language = Map.of("type", "string", "enum", List.of("en", "zh-Hans", "zh-Hant"),
                "description", "The language to answer in; default: that of the question.");
        Map<String, Object> limit = Map.of("type", "integer", "minimum", 1, "maximum", MOST_RESULTS, "description",
                "How many passages; default: " + DEFAULT_LIMIT + ".");
        return List.of(
                tool("ask_policy", "Ask RelayMe's policies",
                        "RelayMe's AI assistant answers a question from RelayMe's policies alone, every sentence with a "
                                + "checked citation, or says that they do not tell.",
                        Map.of("question", question, "language", language), this::ask),
                tool("search_policy", "Search RelayMe's policies",
                        "Finds the passages of RelayMe's policies that are closest to a question, best first.",
                        Map.of("question", question, "language", language, "limit", limit), this::search));
    }

    private SyncToolSpecification tool(String name, String title, String description,
            Map<String, Object> properties, BiFunction<Context, JsonNode, CallToolResult> call) {
        Tool tool = Tool.builder().name(name).title(title).description(description)
                .inputSchema(new JsonSchema("object", properties, List.of("question"), false, null, null))
                .annotations(new ToolAnnotations(title, true, false, false, false, null)).build();
        return SyncToolSpecification.builder().tool(tool)
                .callHandler((transport, request) -> call(transport, request, call)).build();
    }

    private CallToolResult call(McpTransportContext transport, CallToolRequest request,
            BiFunction<Context, JsonNode, CallToolResult> call) {
        Context ctx = (Context) transport.get(McpEndpoint.REQUEST);
        try {
            return call.apply(ctx, MAPPER.valueToTree(request.arguments() == null ? Map.of() : request.arguments()));
        } catch (BadArgument e) {
            return refusal(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Problem problem = problems.problem(e, RequestIds.of(ctx));
            return refusal(problem.detail());
        }
    }

    private static CallToolResult refusal(String why) {
        return CallToolResult.builder().addTextContent(why).isError(true).build();
    }

    private CallToolResult ask(Context ctx, JsonNode arguments) {
        Credentials credentials = callers.asking(ctx);
        GivenAnswer given = conversations.ask(new Question(question(arguments), null, null, credentials.apiKeyId(),
                language(arguments), AcceptedLanguage.of(ctx)), AnswerListener.NONE);
        ObjectNode answer = json.answer(given.head(), given.answer());
        // an assistant's calls stand alone, and what it is told may be shown to anybody
        answer.remove("conversation_token");
        return result(AnswerText.of(answer), answer);
    }

    private CallToolResult search(Context ctx, JsonNode arguments) {
        callers.identify(ctx, Scope.SEARCH);
        String question = question(arguments);
        Language given = language(arguments);
        Language reader = given != null ? given : languages.detectOr(question, AcceptedLanguage.of(ctx));
        PassageIndex searched = index.get();
        ObjectNode results = SearchResults.of(searched, Query.of(question, reader), limit(arguments));
        String passages = StreamSupport.stream(results.path("results").spliterator(), false)
                .map(hit -> hit.path("passage_id").asText() + ": " + hit.path("text").asText())
                .collect(Collectors.joining("\n"));
        List<String> labels = SearchResults.notices(searched, results);
        // the instructions promise them with every quote, whichever of the two forms is read
        ArrayNode structured = results.putArray("notices");
        labels.forEach(structured::add);
        String notices = AnswerText.notices(labels, reader);
        return result(notices.isEmpty() ? passages : passages + "\n\n" + notices, results);
    }

    private static CallToolResult result(String text, ObjectNode structured) {
        return CallToolResult.builder().addTextContent(text)
                .structuredContent(MAPPER.convertValue(structured, Map.class)).build();
    }

    private static String question(JsonNode arguments) {
        JsonNode question = arguments.path("question");
        String text = question.asText();
        if (!question.isTextual() || Invisible.isAll(text)
                || text.codePointCount(0, text.length()) > Question.LONGEST) {
            throw new BadArgument("'question' must be a text of 1 to " + Question.LONGEST + " characters.");
        }
        return text;
    }

    private static @Nullable Language language(JsonNode arguments) {
        JsonNode tag = arguments.path("language");
        if (tag.isMissingNode() || tag.isNull()) {
            return null;
        }
        return Language.ofTag(tag.asText())
                .orElseThrow(() -> new BadArgument("'language' must be en, zh-Hans or zh-Hant."));
    }

    private static int limit(JsonNode arguments) {
        JsonNode limit = arguments.path("limit");
        if (limit.isMissingNode() || limit.isNull()) {
            return DEFAULT_LIMIT;
        }
        if (!limit.canConvertToInt() || !limit.isIntegralNumber() || limit.intValue() < 1
                || limit.intValue() > MOST_RESULTS) {
            throw new BadArgument("'limit' must be a whole number from 1 to " + MOST_RESULTS + ".");
        }
        return limit.intValue();
    }
}
