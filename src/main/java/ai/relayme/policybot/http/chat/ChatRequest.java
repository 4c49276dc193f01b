package ai.relayme.policybot.http.chat;

import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.http.request.AcceptedTypes;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.language.Invisible;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat front end asks. Of its messages the newest of the user's counts: instructions to a model have nobody here who
 * would follow them, and history is the server's alone. What else such a request may hold is not read.
 *
 * @param question the question
 * @param stream   whether the answer is to come piece by piece
 * @param usage    whether the last piece is to tell the tokens used
 */
record ChatRequest(String question, boolean stream, boolean usage) {

    static ChatRequest of(Context ctx) {
        JsonBody body = JsonBody.of(ctx);
        String question = question(body);
        boolean stream = flag(body, "stream", body.node("stream"))
                || AcceptedTypes.wishes(ctx).findFirst().filter("text/event-stream"::equals).isPresent();
        JsonNode options = body.node("stream_options");
        boolean usage = options != null
                && flag(body, "stream_options/include_usage", options.get("include_usage"));
        body.checkKnown();
        return new ChatRequest(question, stream, usage);
    }

    private static boolean flag(JsonBody body, String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull() && !value.isBoolean()) {
            body.fault(name, "must be true or false");
        }
        return value != null && value.asBoolean();
    }

    private static String question(JsonBody body) {
        JsonNode messages = body.node("messages");
        if (messages == null || !messages.isArray()) {
            body.fault("messages", messages == null ? "is required" : "must be a list of messages");
            return "";
        }
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText().equals("user")) {
                return checked(body, "messages/" + i + "/content", messages.get(i).path("content"));
            }
        }
        body.fault("messages", "must have a message whose role is user");
        return "";
    }

    private static String checked(JsonBody body, String name, JsonNode content) {
        List<String> texts = new ArrayList<>();
        if (content.isArray()) {
            // pictures and sounds are left out
            for (JsonNode part : content) {
                if (part.path("type").asText().equals("text")) {
                    add(texts, body.string(name, part.path("text")));
                }
            }
        } else {
            add(texts, body.string(name, content));
        }
        String text = String.join("\n", texts);
        if (!texts.isEmpty() && Invisible.isAll(text)) {
            body.fault(name, "must not be empty");
        } else if (texts.isEmpty() && content.isArray()) {
            body.fault(name, "must have a part of type text");
        } else if (text.codePointCount(0, text.length()) > Question.LONGEST) {
            body.fault(name, "must have at most " + Question.LONGEST + " characters");
        }
        return text;
    }

    private static void add(List<String> texts, @Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }
}
