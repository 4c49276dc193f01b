package ai.relayme.policybot.http;

import ai.relayme.policybot.transcript.Transcript;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A conversation as text to read: who said what and when, each answer with its citations as footnotes. */
final class TranscriptText {
    private static final JsonMapper MAPPER = new JsonMapper();

    private TranscriptText() {}

    static String of(Transcript transcript) {
        StringBuilder text = new StringBuilder(transcript.id()).append('\n');
        for (Transcript.Exchange exchange : transcript.turns()) {
            JsonNode answer = answer(exchange);
            text.append('\n').append(exchange.at()).append("\nQ: ").append(exchange.question()).append("\nA: ")
                    .append(answer.path("answer").asText()).append('\n');
            for (JsonNode citation : answer.path("citations")) {
                text.append("   [").append(citation.path("number").asInt()).append("] ")
                        .append(citation.path("title").asText()).append(", ")
                        .append(citation.path("heading").asText()).append(" (")
                        .append(citation.path("passage_id").asText()).append(", ")
                        .append(citation.path("version").asText()).append("): \u201C")
                        .append(citation.path("quote").asText()).append("\u201D\n");
            }
        }
        return text.toString();
    }

    /** The answer of an exchange, as it was given. */
    static JsonNode answer(Transcript.Exchange exchange) {
        try {
            return MAPPER.readTree(exchange.answerJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer was kept that is no JSON", e);
        }
    }
}
