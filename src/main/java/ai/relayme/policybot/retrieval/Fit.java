package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How a passage fits a question, as numbers from 0 to 1 that a ranking weighs. */
final class Fit {
    /** The numbers, in the order of {@link #of}. */
    static final String[] NAMES = {"score", "own", "label", "list", "related-around", "shared", "named-label",
            "named-around", "lead", "index-words", "index-cover", "index-topics", "index-context-topics",
            "index-meaning", "index-surroundings"};

    private Fit() {}

    /**
     * The numbers.
     *
     * @param score the passage's score in the index as a share of the best passage's
     */
    static double[] of(PassageIndex index, RankedPassage hit, Asked asked, double score) {
        Passage passage = hit.passage();
        Signals signals = hit.signals();
        boolean introduces = index.isLead(passage);
        Set<Concept> own = index.concepts(passage);
        Set<Concept> around = index.contextConcepts(passage);
        Set<Concept> label = index.labelConcepts(passage);
        Set<Concept> list = introduces ? index.headingConcepts(passage) : Set.of();
        Set<Concept> shared = new HashSet<>(own);
        shared.retainAll(around);
        return new double[]{score, covered(asked.chances(), own), covered(asked.chances(), label),
                covered(asked.chances(), list), related(asked.chances(), around),
                passage.isListItem() ? covered(asked.chances(), shared) : 0, covered(asked.mentioned(), label),
                covered(asked.mentioned(), around), introduces ? 1 : 0, signals.words(), signals.wordCover(),
                signals.topics(), signals.contextTopics(), signals.meaning(), signals.surroundings()};
    }

    private static double covered(Map<Concept, Double> asked, Set<Concept> spoken) {
        double sum = 0;
        for (Map.Entry<Concept, Double> entry : asked.entrySet()) {
            sum += spoken.contains(entry.getKey()) ? entry.getValue() : 0;
        }
        return sum;
    }

    private static double related(Map<Concept, Double> asked, Set<Concept> spoken) {
        double sum = 0;
        for (Map.Entry<Concept, Double> entry : asked.entrySet()) {
            if (!spoken.contains(entry.getKey())) {
                sum += entry.getValue() * entry.getKey().kinship(spoken);
            }
        }
        return sum;
    }
}
