package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Notice;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Query;
import ai.relayme.policybot.retrieval.RankedPassage;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** The JSON of a search. */
public final class SearchResults {
    private SearchResults() {}

    /**
     * What is found, best first.
     *
     * @param limit how many passages at most
     */
    public static ObjectNode of(PassageIndex index, Query query, int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode results = json.putArray("results");
        for (RankedPassage hit : index.search(query, limit)) {
            Passage passage = hit.passage();
            results.addObject().put("passage_id", passage.id()).put("score", hit.score())
                    .put("document", passage.document()).put("language", passage.language().tag())
                    .put("heading", passage.heading()).put("text", passage.text());
        }
        return json;
    }

    /** What a reader must know of results that were made so, as the notices of an answer say it: that they are translations. */
    public static List<String> notices(PassageIndex index, ObjectNode results) {
        return StreamSupport.stream(results.path("results").spliterator(), false)
                .flatMap(hit -> Language.ofTag(hit.path("language").asText())
                        .flatMap(language -> index.corpus().document(hit.path("document").asText(), language)).stream())
                .map(Document::status).flatMap(status -> Notice.of(status).stream()).distinct().sorted()
                .map(Notice::label).toList();
    }
}
