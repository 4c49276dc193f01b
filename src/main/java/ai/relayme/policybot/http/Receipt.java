package ai.relayme.policybot.http;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.transcript.TranscriptStore.Given;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What was answered, from which document versions, when, by what; and whether its quotes still stand. */
final class Receipt {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ObjectNode json;

    private Receipt(ObjectNode json) {
        this.json = json;
    }

    static Receipt of(Given given) {
        try {
            ObjectNode json = (ObjectNode) MAPPER.readTree(given.answerJson());
            json.put("corpus_version", given.corpusVersion());
            json.put("prompt_version", given.promptVersion());
            Set<ObjectNode> versions = new LinkedHashSet<>();
            for (JsonNode citation : json.path("citations")) {
                ObjectNode version = JsonNodeFactory.instance.objectNode();
                for (String field : new String[]{"document", "language", "version", "digest"}) {
                    version.set(field, citation.path(field));
                }
                versions.add(version);
            }
            json.putArray("documents").addAll(versions);
            return new Receipt(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer was kept that is no JSON", e);
        }
    }

    ObjectNode json() {
        return json;
    }

    /** The receipt with what that corpus says of each quote. */
    ObjectNode verified(Corpus corpus, Instant now) {
        ObjectNode verification = JsonNodeFactory.instance.objectNode().put("verified_at", now.toString())
                .put("corpus_version", corpus.version());
        ArrayNode quotes = JsonNodeFactory.instance.arrayNode();
        boolean all = true;
        for (JsonNode citation : json.path("citations")) {
            Optional<Passage> passage = Language.ofTag(citation.path("language").asText())
                    .flatMap(language -> corpus.passage(citation.path("passage_id").asText(), language));
            boolean stands = passage.filter(found -> found.text().contains(citation.path("quote").asText()))
                    .isPresent();
            all &= stands;
            ObjectNode quote = quotes.addObject().put("number", citation.path("number").asInt())
                    .put("passage_id", citation.path("passage_id").asText())
                    .put("language", citation.path("language").asText()).put("stands", stands);
            quote.put("version", passage.flatMap(found -> corpus.document(found.document(), found.language()))
                    .map(Document::version).orElse(null));
            quote.put("text", passage.map(Passage::text).orElse(null));
        }
        verification.put("stands", all);
        verification.set("quotes", quotes);
        json.set("verification", verification);
        return json;
    }
}
