package ai.relayme.policybot.http;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer as plain text with footnotes. */
public final class AnswerText {
    private AnswerText() {}

    /**
     * The answer's words, then a line for each citation, then how a person is reached.
     *
     * @param answer the whole answer as the API gives it
     */
    public static String of(JsonNode answer) {
        StringBuilder text = new StringBuilder(answer.path("answer").asText()).append('\n');
        JsonNode citations = answer.path("citations");
        if (!citations.isEmpty()) {
            text.append('\n');
        }
        for (JsonNode citation : citations) {
            text.append('[').append(citation.path("number").asInt()).append("] ").append(footnote(citation))
                    .append('\n');
        }
        JsonNode handoff = answer.path("handoff");
        if (handoff.isObject()) {
            text.append('\n').append(handoff.path("email").asText()).append(" \u00B7 ")
                    .append(handoff.path("hours").asText()).append('\n');
        }
        return text.toString();
    }

    /** Where the words of a citation stand, the words, and the address where they can be read. */
    public static String footnote(JsonNode citation) {
        return citation.path("title").asText() + ", " + citation.path("heading").asText() + " ("
                + citation.path("passage_id").asText() + ", " + citation.path("version").asText() + "): \u201C"
                + citation.path("quote").asText() + "\u201D " + citation.path("url").asText();
    }
}
