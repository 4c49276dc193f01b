package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import java.util.List;
import java.util.Optional;

/**
 * What was found for a query, and whether it is enough to answer from.
 *
 * @param query     what was searched
 * @param corpus    the corpus it was searched in
 * @param ranked    the passages found, best first
 * @param best      the best passage for each part of the question, none twice; empty where nothing was found
 * @param support   how much of what the question asks about the best passage speaks of, from 0 to 1
 * @param threshold the least support to answer from
 * @param uncovered a specific thing the question asks about and no passage speaks of, if there is one
 */
public record Retrieval(Query query, Corpus corpus, List<RankedPassage> ranked, List<Passage> best,
        double support, double threshold,
        Optional<String> uncovered) {
    public Retrieval {
        ranked = List.copyOf(ranked);
        best = List.copyOf(best);
    }

    /** Whether the passages are enough to answer from. */
    public boolean isSupported() {
        return !ranked.isEmpty() && support >= threshold;
    }

    /** Whether the question has next to nothing to do with any passage. */
    public boolean isOffTopic() {
        return uncovered.isEmpty() && support < threshold / 2;
    }
}
