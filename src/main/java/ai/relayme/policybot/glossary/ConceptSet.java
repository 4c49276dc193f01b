package ai.relayme.policybot.glossary;

import java.util.BitSet;
import java.util.Collection;

/**
 * Which concepts of one glossary a text speaks of, a bit each: a question is held against a hundred passages by a hundred
 * thousand look-ups. Immutable.
 */
public final class ConceptSet {
    /** No concept at all. */
    public static final ConceptSet NONE = new ConceptSet(new BitSet());

    private final BitSet numbers;

    private ConceptSet(BitSet numbers) {
        this.numbers = numbers;
    }

    /** These concepts. */
    public static ConceptSet of(Collection<Concept> concepts) {
        BitSet numbers = new BitSet();
        concepts.forEach(concept -> numbers.set(concept.number()));
        return new ConceptSet(numbers);
    }

    /** Those that {@link #bits} told. */
    public static ConceptSet ofBits(long[] bits) {
        return new ConceptSet(BitSet.valueOf(bits));
    }

    /** Its bits, to be kept outside of the program; they mean the same only as long as the glossary does. */
    public long[] bits() {
        return numbers.toLongArray();
    }

    /** Whether the concept is among them. */
    public boolean contains(Concept concept) {
        return numbers.get(concept.number());
    }

    /** The concepts of either. */
    public ConceptSet or(ConceptSet other) {
        BitSet both = (BitSet) numbers.clone();
        both.or(other.numbers);
        return new ConceptSet(both);
    }

    /** How far a concept is answered by what is said of these: its strongest relation to one of them, from 0 to 1. */
    public double kinship(Concept concept) {
        for (Concept.Related related : concept.see()) {
            if (numbers.get(related.number())) {
                return related.share();
            }
        }
        return 0;
    }
}
