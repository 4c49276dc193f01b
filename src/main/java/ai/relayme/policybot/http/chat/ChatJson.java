package ai.relayme.policybot.http.chat;

import ai.relayme.policybot.http.AnswerText;
import ai.relayme.policybot.http.request.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of chat completions. A completion's id is that of its answer. */
final class ChatJson {
    /** The one model there is. */
    static final String MODEL = "policybot";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern MARKER = Pattern.compile("\\[(\\d+)]");

    private ChatJson() {}

    /** The whole answer as a message: its words, then a footnote for each citation, then how a person is reached. */
    static String content(JsonNode answer) {
        return AnswerText.of(answer).stripTrailing();
    }

    /** Where in the content each citation is referred to, in Unicode code points, and the address of what it cites. */
    static ArrayNode annotations(JsonNode answer) {
        ArrayNode annotations = JSON.arrayNode();
        String text = answer.path("answer").asText();
        Matcher marker = MARKER.matcher(text);
        while (marker.find()) {
            for (JsonNode citation : answer.path("citations")) {
                if (citation.path("number").asText().equals(marker.group(1))) {
                    annotations.addObject().put("type", "url_citation").putObject("url_citation")
                            .put("start_index", text.codePointCount(0, marker.start()))
                            .put("end_index", text.codePointCount(0, marker.end()))
                            .put("url", citation.path("url").asText())
                            .put("title", citation.path("title").asText() + ", " + citation.path("heading").asText());
                }
            }
        }
        return annotations;
    }

    static ObjectNode completion(JsonNode answer, long created) {
        ObjectNode json = head(answer.path("id").asText(), "chat.completion", created);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", content(answer)).putNull("refusal")
                .set("annotations", annotations(answer));
        choice.putNull("logprobs").put("finish_reason", "stop");
        json.set("usage", usage());
        return json;
    }

    /** @param finish why it is the last piece; null where more come */
    static ObjectNode chunk(String id, long created, ObjectNode delta, @Nullable String finish) {
        ObjectNode json = head(id, "chat.completion.chunk", created);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        return json;
    }

    /** What a stream ends with where it was asked for. */
    static ObjectNode usageChunk(String id, long created) {
        ObjectNode json = head(id, "chat.completion.chunk", created);
        json.putArray("choices");
        json.set("usage", usage());
        return json;
    }

    /** What went wrong after a stream had begun, in the form that clients of this API read. */
    static ObjectNode error(Problem problem) {
        ObjectNode json = JSON.objectNode();
        json.putObject("error").put("message", problem.detail())
                .put("type", problem.type().name().toLowerCase(Locale.ROOT)).put("code", problem.type().status());
        return json;
    }

    static ObjectNode models() {
        ObjectNode json = JSON.objectNode().put("object", "list");
        json.putArray("data").addObject().put("id", MODEL).put("object", "model").put("created", 0).put("owned_by",
                "policybot");
        return json;
    }

    private static ObjectNode head(String id, String object, long created) {
        return JSON.objectNode().put("id", id).put("object", object).put("created", created).put("model", MODEL);
    }

    /** No tokens are counted: what a relay's model uses is the operator's. */
    private static ObjectNode usage() {
        return JSON.objectNode().put("prompt_tokens", 0).put("completion_tokens", 0).put("total_tokens", 0);
    }
}
