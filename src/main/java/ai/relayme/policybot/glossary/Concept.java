package ai.relayme.policybot.glossary;

import java.util.Map;
import java.util.Set;

/**
 * Something that policies and their readers speak of, whatever the words.
 *
 * @param id     short name, stable
 * @param weight how much it tells, 1 for an ordinary concept, less for one that every policy is full of
 * @param aspect whether a passage that does not speak of exactly this cannot answer a question that does
 * @param see    weaker relations: passages about these concepts help too, with weights between 0 and 1
 */
public record Concept(String id, double weight, boolean aspect, Map<String, Double> see) {
    public Concept {
        see = Map.copyOf(see);
    }

    /** How far it is answered by what is said of these: its strongest relation to one of them, from 0 to 1. */
    public double kinship(Set<Concept> others) {
        double strongest = 0;
        // a dozen relations at most, where the others may be all that a policy speaks of
        for (Map.Entry<String, Double> related : see.entrySet()) {
            if (related.getValue() > strongest && speakOf(others, related.getKey())) {
                strongest = related.getValue();
            }
        }
        return strongest;
    }

    private static boolean speakOf(Set<Concept> concepts, String id) {
        for (Concept concept : concepts) {
            if (concept.id.equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** The same concept has the same id; sets of concepts are asked so often that looking at the rest would cost a tenth. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Concept concept && id.equals(concept.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
