package ai.relayme.policybot.check;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the quotes of past answers against a corpus. Takes one answer after another; not safe for concurrent use. */
public final class PastQuotes {
    private static final JsonMapper JSON = new JsonMapper();

    private final Corpus corpus;
    /** Whoever needs more of them finds them by the passage in the console. */
    private static final int MOST_CONVERSATIONS = 20;

    private final Map<Quote, Having> answersWith = new LinkedHashMap<>();
    private int answers;

    public PastQuotes(Corpus corpus) {
        this.corpus = corpus;
    }

    /**
     * A quote as answers cite it.
     *
     * @param language tag of the language quoted
     */
    public record Quote(String passageId, String language, String words) {}

    /**
     * A quote that no longer stands in its passage.
     *
     * @param answers how many answers have it
     * @param conversations the newest conversations with such an answer, 20 at most
     * @param now     the passage's text in the corpus, empty where it has no such passage
     * @param movedTo id of the passage of the same document in which the quote stands now, empty where there is none
     */
    public record Fallen(Quote quote, int answers, List<String> conversations, String now, String movedTo) {
        public Fallen {
            conversations = List.copyOf(conversations);
        }
    }

    /** The answers that have a quote: how many, and the newest of their conversations. */
    private record Having(int answers, List<String> conversations) {
        static final Having NONE = new Having(0, List.of());

        Having and(String conversationId) {
            List<String> newest = new ArrayList<>(conversations);
            newest.remove(conversationId);
            newest.addFirst(conversationId);
            return new Having(answers + 1, newest.subList(0, Math.min(MOST_CONVERSATIONS, newest.size())));
        }
    }

    /**
     * Takes an answer.
     *
     * @param answerJson the answer as it was given
     */
    public void add(String answerJson) {
        answers++;
        JsonNode answer = tree(answerJson);
        String conversationId = answer.path("conversation_id").asText();
        answer.path("citations").valueStream().map(PastQuotes::quote).distinct().forEach(
                quote -> answersWith.put(quote, answersWith.getOrDefault(quote, Having.NONE).and(conversationId)));
    }

    /** How many answers were taken. */
    public int answers() {
        return answers;
    }

    /** How many different quotes they have. */
    public int quotes() {
        return answersWith.size();
    }

    /** The quotes that no longer stand where the answers say, those of most answers first. */
    public List<Fallen> fallen() {
        List<Fallen> fallen = new ArrayList<>();
        answersWith.forEach((quote, having) -> {
            Optional<Passage> passage = Language.ofTag(quote.language())
                    .flatMap(language -> corpus.passage(quote.passageId(), language));
            if (passage.filter(found -> found.holds(quote.words())).isEmpty()) {
                fallen.add(new Fallen(quote, having.answers(), having.conversations(),
                        passage.map(Passage::text).orElse(""), movedTo(quote)));
            }
        });
        fallen.sort((a, b) -> Integer.compare(b.answers(), a.answers()));
        return List.copyOf(fallen);
    }

    private String movedTo(Quote quote) {
        String document = quote.passageId().replaceFirst(":.*", "");
        return Language.ofTag(quote.language()).flatMap(language -> corpus.document(document, language)).stream()
                .map(Document::passages).flatMap(List::stream).filter(found -> found.holds(quote.words()))
                .map(Passage::id).findFirst().orElse("");
    }

    private static JsonNode tree(String answerJson) {
        try {
            return JSON.readTree(answerJson);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an answer is JSON", e);
        }
    }

    private static Quote quote(JsonNode citation) {
        return new Quote(citation.path("passage_id").asText(), citation.path("language").asText(),
                citation.path("quote").asText());
    }
}
