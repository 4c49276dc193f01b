package ai.relayme.policybot.receipt;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a receipt is found to be, without asking the bot.
 *
 * @param findings each thing that was looked at, in a line
 * @param holds    whether all of it is as the receipt says
 */
public record ReceiptCheck(List<String> findings, boolean holds) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public ReceiptCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Checks a receipt: its signature, its documents' digests, and whether each quote stands, by the rule by which the bot tells
     * that ({@code ?verify=true}).
     *
     * @param json   as {@code GET /answers/{id}} gave it
     * @param keys   the keys of the bot that gave it
     * @param corpus holds the documents that it quotes, in the versions that it names
     * @throws IllegalArgumentException if the text is no receipt
     */
    public static ReceiptCheck of(String json, PublicKeys keys, Corpus corpus) {
        ObjectNode receipt = read(json);
        List<String> findings = new ArrayList<>();
        boolean signed = isSigned(receipt, keys);
        findings.add(signed
                ? "the signature is the bot's, and the receipt is as it was signed"
                : "NOT as it was signed: the receipt was changed, or another bot's key signed it");
        boolean holds = signed;
        for (JsonNode named : receipt.path("documents")) {
            Optional<Document> document = language(named)
                    .flatMap(language -> corpus.document(named.path("document").asText(), language));
            boolean same = document.filter(found -> found.digest().equals(named.path("digest").asText())).isPresent();
            holds &= same;
            findings.add(name(named) + ": " + (same
                    ? "the corpus has this very text"
                    : "NOT in the corpus with this digest" + document
                            .map(other -> ", which has version " + other.version()).orElse("")));
        }
        for (JsonNode citation : receipt.path("citations")) {
            boolean stands = stands(citation, corpus);
            holds &= stands;
            findings.add("[" + citation.path("number").asInt() + "] " + citation.path("passage_id").asText() + ": "
                    + (stands ? "the quote stands there word for word" : "the quote does NOT stand there"));
        }
        return new ReceiptCheck(findings, holds);
    }

    private static ObjectNode read(String json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object && object.path("citations").isArray()
                    && object.path("documents").isArray()) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw new IllegalArgumentException("no receipt as GET /answers/{id} gives it");
    }

    private static boolean isSigned(ObjectNode receipt, PublicKeys keys) {
        ObjectNode unsigned = receipt.deepCopy();
        JsonNode jws = unsigned.remove(Receipt.SIGNATURE);
        // it tells of the moment when it was asked for, and is not part of what was signed
        unsigned.remove(Receipt.VERIFICATION);
        return jws != null && keys.payload(jws.asText()).filter(unsigned::equals).isPresent();
    }

    private static boolean stands(JsonNode citation, Corpus corpus) {
        return language(citation)
                .flatMap(language -> corpus.passage(citation.path("passage_id").asText(), language))
                .filter(passage -> passage.holds(citation.path("quote").asText())).isPresent();
    }

    private static Optional<Language> language(JsonNode node) {
        return Language.ofTag(node.path("language").asText());
    }

    private static String name(JsonNode document) {
        return document.path("document").asText() + " " + document.path("language").asText() + " "
                + document.path("version").asText();
    }
}
