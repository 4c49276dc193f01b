package ai.relayme.policybot.http;

import ai.relayme.policybot.transcript.Feedback;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of what a visitor thought of an answer. */
final class FeedbackJson {
    private FeedbackJson() {}

    static ObjectNode of(Feedback feedback) {
        return JsonNodeFactory.instance.objectNode().put("helpful", feedback.helpful())
                .put("reason", feedback.reason()).put("comment", feedback.comment())
                .put("created_at", feedback.at().toString());
    }
}
