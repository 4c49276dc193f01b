package ai.relayme.policybot.glossary;

import java.util.Comparator;
import java.util.List;

/**
 * Something that policies and their readers speak of, whatever the words.
 *
 * @param id     short name, stable
 * @param number its place in the glossary, from 0
 * @param weight how much it tells, 1 for an ordinary concept, less for one that every policy is full of
 * @param aspect whether a passage that does not speak of exactly this cannot answer a question that does
 * @param see    weaker relations: passages about these concepts help too; the strongest first
 */
public record Concept(String id, int number, double weight, boolean aspect, List<Related> see) {
    public Concept {
        see = see.stream().sorted(Comparator.comparingDouble(Related::share).reversed()).toList();
    }

    /**
     * A concept that another is related to.
     *
     * @param number its place in the glossary
     * @param share  how strongly, from 0 to 1
     */
    public record Related(String id, int number, double share) {}

    /** Whether it is related to that concept. */
    public boolean sees(Concept other) {
        return see.stream().anyMatch(related -> related.number == other.number);
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
