package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found for a query, and whether it is enough to answer from.
 *
 * @param query     what was searched
 * @param corpus    the corpus it was searched in
 * @param ranked    the passages found, best first
 * @param best      the best passage for each part of the question, none twice; empty where nothing was found
 * @param asked     the concepts that the question may ask about, each with its chance
 * @param support   the chance that the best passages answer the question, or the parts of it that are not silent, from 0 to 1
 * @param threshold the least support to answer from
 * @param uncovered a specific thing the question asks about and no passage speaks of, if there is one
 * @param silent    the parts of the question that ask about something no passage speaks of, where the best passages answer
 *                  another part
 */
public record Retrieval(Query query, Corpus corpus, List<RankedPassage> ranked, List<Passage> best,
        Map<Concept, Double> asked, double support, double threshold,
        Optional<String> uncovered, List<String> silent) {
    public Retrieval {
        ranked = List.copyOf(ranked);
        best = List.copyOf(best);
        silent = List.copyOf(silent);
        asked = Map.copyOf(asked);
    }

    /** Whether the passages are enough to answer from. */
    public boolean isSupported() {
        return !ranked.isEmpty() && support >= threshold;
    }

    /** Whether the question surely asks about something that no passage speaks of, such as the fee of a request. */
    public boolean isUnspoken() {
        return uncovered.isPresent() && support < threshold / 2;
    }

    /** Whether the question has next to nothing to do with any passage. */
    public boolean isOffTopic() {
        return uncovered.isEmpty() && support < threshold / 2;
    }
}
