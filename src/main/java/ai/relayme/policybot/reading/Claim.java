package ai.relayme.policybot.reading;

import java.util.Optional;
import java.util.Set;

/**
 * That somebody does something, or may, must, will or does not do it.
 *
 * @param ids        what is done, one or several meanings of the word
 * @param word       the index of its word in the reading
 * @param negated    whether it is denied
 * @param modality   whether it is, may be, must be or will be so
 * @param actor      who does it, where the sentence says so
 * @param restricted whether everything else is shut out
 * @param control    whether it is an act that governs the next one, such as a request
 * @param describing whether it only describes a thing, as in "the services used"
 */
public record Claim(Set<String> ids, int word, boolean negated, Modality modality, Optional<Actor> actor,
        boolean restricted, boolean control, boolean describing) {
    /** How a claim is meant. */
    public enum Modality {
        /** The form of the word does not say. */
        OPEN,
        /** It is so. */
        PLAIN,
        /** It may or can be so. */
        POSSIBLE,
        /** It can be so, which holds of whatever is so. */
        ABLE,
        /** It must be so. */
        OBLIGED,
        /** It should be so, or the reader is asked to do it. */
        ADVISED,
        /** It will be so. */
        FUTURE
    }

    /** Who acts. */
    public enum Actor {
        /** The company. */
        WE,
        /** The reader. */
        YOU,
        /** Somebody else. */
        OTHERS
    }

    /** Whether both are about the same act. */
    public boolean sharesAct(Claim other) {
        return ids.stream().anyMatch(other.ids::contains);
    }

    /** The same claim where how it is meant does not matter. */
    public Claim inAnyModality() {
        return new Claim(ids, word, negated, Modality.OPEN, actor, restricted, control, describing);
    }

    /** The same act as one that is only named, so that neither how it is meant nor who does it matters. */
    public Claim named() {
        return new Claim(ids, word, negated, Modality.OPEN, Optional.empty(), restricted, control, describing);
    }

    /** The same act, meant as another claim is, whoever does it. */
    public Claim meantAs(Claim other) {
        return new Claim(ids, word, other.negated, other.modality, Optional.empty(), other.restricted, control,
                describing);
    }

    Claim as(boolean nowNegated, boolean nowRestricted) {
        return new Claim(ids, word, nowNegated, modality, actor, nowRestricted, control, describing);
    }
}
