package ai.relayme.policybot.glossary;

import java.util.Map;

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
