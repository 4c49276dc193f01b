package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import java.util.Map;

/** How a passage fits a question, as numbers from 0 to 1 that a ranking weighs. */
final class Fit {
    /** The numbers, in the order of {@link #of}. */
    static final String[] NAMES = {"score", "own", "label", "list", "related-around", "shared", "named-label",
            "named-around", "lead", "index-words", "index-cover", "index-topics", "index-context-topics",
            "index-meaning", "index-surroundings", "section"};

    private Fit() {}

    /**
     * The numbers.
     *
     * @param score the passage's score in the index as a share of the best passage's
     */
    static double[] of(PassageIndex index, RankedPassage hit, Asked asked, double score) {
        PassageContent content = index.content(hit.passage());
        boolean introduces = index.isLead(hit.passage());
        Signals signals = hit.signals();
        boolean isListItem = hit.passage().isListItem();
        double own = 0;
        double label = 0;
        double list = 0;
        double relatedAround = 0;
        double shared = 0;
        double section = 0;
        for (Map.Entry<Concept, Double> entry : asked.chances().entrySet()) {
            Concept concept = entry.getKey();
            double chance = entry.getValue();
            boolean isOwn = content.concepts().contains(concept);
            boolean isAround = content.contextConcepts().contains(concept);
            own += isOwn ? chance : 0;
            label += content.labelConcepts().contains(concept) ? chance : 0;
            list += introduces && content.headingConcepts().contains(concept) ? chance : 0;
            relatedAround += isAround ? 0 : chance * content.contextConcepts().kinship(concept);
            section += isListItem && content.headingConcepts().contains(concept) ? chance : 0;
            shared += isListItem && isOwn && isAround ? chance : 0;
        }
        double namedLabel = 0;
        double namedAround = 0;
        for (Map.Entry<Concept, Double> entry : asked.mentioned().entrySet()) {
            namedLabel += content.labelConcepts().contains(entry.getKey()) ? entry.getValue() : 0;
            namedAround += content.contextConcepts().contains(entry.getKey()) ? entry.getValue() : 0;
        }
        return new double[]{score, own, label, list, relatedAround, shared, namedLabel, namedAround, introduces ? 1 : 0,
                signals.words(), signals.wordCover(), signals.topics(), signals.contextTopics(), signals.meaning(),
                signals.surroundings(), section};
    }
}
