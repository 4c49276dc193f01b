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
            text.append('\n').append(spoken(exchange));
            for (JsonNode citation : answer.path("citations")) {
                text.append("   [").append(citation.path("number").asInt()).append("] ")
                        .append(AnswerText.footnote(citation)).append('\n');
            }
            String notices = AnswerText.notices(answer);
            if (!notices.isEmpty()) {
                text.append("   ").append(notices).append('\n');
            }
        }
        return text.toString();
    }

    /** When it was, what was asked and what was answered, a line or more each. */
    static String spoken(Transcript.Exchange exchange) {
        JsonNode answer = answer(exchange);
        String form = switch (AnswerText.language(answer)) {
            case EN -> "%s\nQ: %s\nA: %s\n";
            case ZH_HANS -> "%s\n问：%s\n答：%s\n";
            case ZH_HANT -> "%s\n問：%s\n答：%s\n";
        };
        return form.formatted(exchange.at(), exchange.question(), answer.path("answer").asText());
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
