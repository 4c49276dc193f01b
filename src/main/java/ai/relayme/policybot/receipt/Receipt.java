package ai.relayme.policybot.receipt;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.transcript.TranscriptStore.Given;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What was answered, from which document versions, when, by what; and whether its quotes still stand. Immutable. */
public final class Receipt {
    /** The member that holds the signature; what is signed is the receipt without it. */
    static final String SIGNATURE = "jws";
    /** The member that says whether its quotes still stand. */
    public static final String VERIFICATION = "verification";

    private final ObjectNode json;

    private Receipt(ObjectNode json) {
        this.json = json;
    }

    /** The receipt of that answer. */
    public static Receipt of(Given given) {
        ObjectNode json = AnswerJson.read(given.answerJson());
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
    }

    /**
     * The receipt with its signature: a JWS (RFC 7515) in compact form whose payload is the receipt itself, so that nobody
     * need bring JSON into one form before it can be checked.
     */
    public ObjectNode signed(SigningKey key) {
        return json.deepCopy().put(SIGNATURE, key.sign(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether each of its quotes stands in that corpus, as {@link Passage#holds} says. */
    public ObjectNode verification(Corpus corpus, Instant now) {
        ObjectNode verification = JsonNodeFactory.instance.objectNode().put("verified_at", now.toString())
                .put("corpus_version", corpus.version());
        ArrayNode quotes = JsonNodeFactory.instance.arrayNode();
        boolean all = true;
        for (JsonNode citation : json.path("citations")) {
            Optional<Passage> passage = Language.ofTag(citation.path("language").asText())
                    .flatMap(language -> corpus.passage(citation.path("passage_id").asText(), language));
            boolean stands = passage.filter(found -> found.holds(citation.path("quote").asText()))
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
        return verification;
    }
}
