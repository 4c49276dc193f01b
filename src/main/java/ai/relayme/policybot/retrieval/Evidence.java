package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptSet;
import ai.relayme.policybot.glossary.KnownConcept;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What tells whether the passages found answer a question at all, as numbers of which a decision is made. */
final class Evidence {
    /** The numbers, in the order of {@link #of}. */
    static final String[] NAMES = {"bias", "best", "lead-of-best", "covered", "silent", "most-silent", "off-topic",
            "unknown", "best-covers", "aspect-missed", "names-nothing", "index-cover", "aspects-beside", "likeliest",
            "quantity-missed"};

    /** Concepts under this weight are in every policy: that a passage has one proves nothing. */
    private static final double SPECIFIC_WEIGHT = 0.5;
    /** Brings the best passage's sum of weighed numbers into the range of the others. */
    private static final double FIT_SCALE = 10;

    /** Words that tell how often, though no number. */
    private static final Pattern REGULARLY = Pattern.compile(
            "\\bregular(?:ly)?\\b|\\bcontinu(?:al|ous)(?:ly)?\\b|定期|持[续續]",
            Pattern.CASE_INSENSITIVE);

    private Evidence() {}

    /**
     * The numbers.
     *
     * @param ranked the passages found, best first
     * @param fit    the weighed sum of the best passage
     */
    static double[] of(PassageIndex index, Asked asked, List<RankedPassage> ranked, double fit) {
        ConceptSet spoken = ConceptSet.NONE;
        ConceptSet around = ConceptSet.NONE;
        for (RankedPassage hit : ranked) {
            PassageContent content = index.content(hit.passage());
            spoken = spoken.or(content.concepts());
            around = around.or(content.contextConcepts());
        }
        around = around.or(spoken);
        Passage best = ranked.getFirst().passage();
        ConceptSet ofBest = index.content(best).concepts().or(index.content(best).contextConcepts());
        double covered = 0;
        double silent = 0;
        double mostSilent = 0;
        double offTopic = 0;
        double known = 0;
        double bestCovers = 0;
        double aspectsBeside = 0;
        double likeliest = 0;
        for (Map.Entry<Concept, Double> entry : asked.chances().entrySet()) {
            Concept concept = entry.getKey();
            double chance = entry.getValue();
            known += chance;
            bestCovers += ofBest.contains(concept) ? chance : 0;
            aspectsBeside += concept.aspect() && !ofBest.contains(concept) ? chance : 0;
            likeliest = Math.max(likeliest, chance);
            if (KnownConcept.OFF_TOPIC.is(concept)) {
                offTopic = chance;
            } else if (spoken.contains(concept)) {
                covered += chance;
            } else if (concept.weight() >= SPECIFIC_WEIGHT) {
                double kin = kin(concept, around);
                covered += chance * kin;
                silent += chance * (1 - kin);
                mostSilent = Math.max(mostSilent, chance * (1 - kin));
            }
        }
        boolean aspectMissed = asked.mentioned().keySet().stream()
                .anyMatch(concept -> concept.aspect() && !ofBest.contains(concept));
        double second = ranked.size() > 1 ? ranked.get(1).score() : 0;
        boolean quantityMissed = asked.quantity() && best.text().chars().noneMatch(Character::isDigit)
                && !(asked.frequency() && REGULARLY.matcher(best.text()).find());
        return new double[]{1, fit / FIT_SCALE, ranked.getFirst().score() - second, covered, silent, mostSilent,
                offTopic, 1 - known, bestCovers, aspectMissed ? 1 : 0, asked.mentioned().isEmpty() ? 1 : 0,
                ranked.getFirst().signals().wordCover(), aspectsBeside, likeliest, quantityMissed ? 1 : 0};
    }

    /** How far something that nothing speaks of is answered by what its kin is said to be, from 0 to 1; an aspect is not. */
    private static double kin(Concept concept, ConceptSet spoken) {
        return concept.aspect() ? 0 : spoken.kinship(concept);
    }
}
