package ai.relayme.policybot.http.chat;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.stream.EventStream;
import ai.relayme.policybot.http.stream.VisitorWatch;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes an answer as the chunks of a chat completion: each verified segment as it comes, the footnotes at the end. */
final class ChatStream implements AnswerListener {
    private final EventStream out;
    private final VisitorWatch watch;
    private String id = "";
    private long created;
    private Language language = Language.EN;

    ChatStream(EventStream out, VisitorWatch watch) {
        this.out = out;
        this.watch = watch;
        out.onBroken(watch::leave);
    }

    @Override
    public void started(AnswerJson.Head head, Language spoken) {
        id = head.id();
        created = head.createdAt().getEpochSecond();
        language = spoken;
        send(ChatJson.chunk(id, created, delta("").put("role", "assistant"), null));
    }

    @Override
    public void segment(int index, Segment segment, List<Citation> fresh) {
        send(ChatJson.chunk(id, created, delta(AnswerJson.text(segment, index == 0, language)), null));
    }

    @Override
    public void onLeaving(Runnable action) {
        watch.onLeaving(action);
    }

    /** Ends the stream with what follows the answer's words. */
    void done(JsonNode answer, boolean usage) {
        String rest = ChatJson.content(answer).substring(answer.path("answer").asText().stripTrailing().length());
        ObjectNode delta = delta(rest);
        delta.set("annotations", ChatJson.annotations(answer));
        send(ChatJson.chunk(id, created, delta, null));
        send(ChatJson.chunk(id, created, JsonNodeFactory.instance.objectNode(), "stop"));
        if (usage) {
            send(ChatJson.usageChunk(id, created));
        }
        out.write("data: [DONE]\n\n");
    }

    /** Ends the stream with what went wrong. */
    void error(Problem problem) {
        send(ChatJson.error(problem));
    }

    private static ObjectNode delta(String content) {
        return JsonNodeFactory.instance.objectNode().put("content", content);
    }

    private void send(ObjectNode data) {
        out.write("data: " + data + "\n\n");
    }
}
