package ai.relayme.policybot.http.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A server-sent event of an answer. The beginning has number 0, the segments those from 1, the end the one after them, so that
 * a stream that broke off can be taken up where it was; what only tells how far the answer is has none.
 *
 * @param answerId the answer's id
 * @param number   its number, or {@link #UNNUMBERED}
 * @param name     its name
 * @param data     its data
 */
public record AnswerEvent(String answerId, int number, String name, ObjectNode data) {
    static final int UNNUMBERED = -1;

    /** The event as it is written. */
    public String text() {
        return "event: " + name + (number == UNNUMBERED ? "" : "\nid: " + answerId + "." + number) + "\ndata: " + data
                + "\n\n";
    }

    /** The number in a {@code Last-Event-ID}; that of none where it is not one of this answer's. */
    public static int number(String answerId, String lastEventId) {
        String prefix = answerId + ".";
        String rest = lastEventId.startsWith(prefix) ? lastEventId.substring(prefix.length()) : "";
        return rest.matches("\\d{1,6}") ? Integer.parseInt(rest) : UNNUMBERED;
    }

    static AnswerEvent start(String answerId, String conversationId, String conversationToken, String language) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", answerId);
        data.put("conversation_id", conversationId);
        data.put("conversation_token", conversationToken);
        data.put("language", language);
        return new AnswerEvent(answerId, 0, "start", data);
    }

    static AnswerEvent done(ObjectNode answer) {
        return new AnswerEvent(answer.path("id").asText(), answer.path("segments").size() + 1, "done", answer);
    }

    /** The numbered events of a whole answer. */
    public static List<AnswerEvent> all(ObjectNode answer) {
        String id = answer.path("id").asText();
        List<AnswerEvent> events = new ArrayList<>();
        events.add(start(id, answer.path("conversation_id").asText(), answer.path("conversation_token").asText(),
                answer.path("language").asText()));
        Set<Integer> sent = new HashSet<>();
        for (JsonNode segment : answer.path("segments")) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.put("index", events.size() - 1);
            data.set("text", segment.path("text"));
            data.set("provenance", segment.path("provenance"));
            data.set("numbers", segment.path("citations"));
            ArrayNode fresh = data.putArray("citations");
            for (JsonNode citation : answer.path("citations")) {
                int number = citation.path("number").asInt();
                if (segment.path("citations").valueStream().anyMatch(cited -> cited.asInt() == number)
                        && sent.add(number)) {
                    fresh.add(citation);
                }
            }
            events.add(new AnswerEvent(id, events.size(), "segment", data));
        }
        events.add(done(answer));
        return events;
    }
}
