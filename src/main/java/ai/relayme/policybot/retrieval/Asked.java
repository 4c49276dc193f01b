package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import java.util.Map;

/**
 * What a question asks about.
 *
 * @param mentioned the concepts that it names, each with its share of all that it names, together 1 unless it names none
 * @param chances   the concepts that it may ask about in whatever words, each with its chance, together at most 1
 * @param quantity  whether it asks how many or how much
 * @param frequency whether it asks how often
 */
record Asked(Map<Concept, Double> mentioned, Map<Concept, Double> chances, boolean quantity, boolean frequency) {
    Asked {
        mentioned = Map.copyOf(mentioned);
        chances = Map.copyOf(chances);
    }
}
