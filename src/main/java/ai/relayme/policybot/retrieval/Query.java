package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.language.Language;
import java.util.Set;

/**
 * What is searched.
 *
 * @param text      the question
 * @param earlier   what the conversation was about, where the question leans on it; else empty
 * @param language  the visitor's language: of each document the nearest language version is searched
 * @param documents ids of the documents to search, empty for all
 */
public record Query(String text, String earlier, Language language, Set<String> documents) {
    public Query {
        documents = Set.copyOf(documents);
    }

    /** A query over all documents. */
    public static Query of(String text, Language language) {
        return new Query(text, "", language, Set.of());
    }
}
