package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import java.util.Map;
import java.util.Set;

/**
 * What a question asks about.
 *
 * @param mentioned the concepts that it names, each with its share of all that it names, together 1 unless it names none
 * @param chances   the concepts that it may ask about in whatever words, each with its chance, together at most 1
 * @param words     the index terms of its own words that stand in the corpus and belong to no concept's term
 * @param quantity  whether it asks how many or how much
 */
record Asked(Map<Concept, Double> mentioned, Map<Concept, Double> chances, Set<String> words, boolean quantity) {
    Asked {
        mentioned = Map.copyOf(mentioned);
        chances = Map.copyOf(chances);
        words = Set.copyOf(words);
    }
}
