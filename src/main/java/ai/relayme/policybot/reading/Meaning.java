package ai.relayme.policybot.reading;

import java.util.Locale;

/**
 * What a word stands for; words of several languages stand for the same.
 *
 * @param id   short name
 * @param kind what kind of word it is
 */
public record Meaning(String id, Kind kind) {
    /** Kinds of words, named as the blocks of the lexicon. */
    public enum Kind {
        /** Denies what follows. */
        NEGATION,
        /** Says that what follows may or can be. */
        POSSIBLE,
        /** Says that what follows must be. */
        OBLIGED,
        /** Says that what follows should be, or asks the reader to do it. */
        ADVISED,
        /** Says that what follows will be. */
        FUTURE,
        /** A helping word that says no more than that what follows is so. */
        HABIT,
        /** Shuts out everything else. */
        ONLY,
        /** Takes out of what was said. */
        EXCEPTION,
        /** Says of how much or how often something is true. */
        ALL,
        /** Narrows the word that follows; without it the claim is a wider one. */
        LIMITER,
        /** Opens a condition. */
        CONDITION,
        /** Closes a condition. */
        CONDITION_AFTER,
        /** Opens what something is done for. */
        PURPOSE,
        /** The company. */
        WE,
        /** The reader. */
        YOU,
        /** Others. */
        THEY,
        /** Of the company. */
        OUR,
        /** Of the reader. */
        YOUR,
        /** Of others. */
        THEIR,
        /** Makes a passive. */
        BE,
        /** Names who does it in a passive. */
        BY,
        /** Opens something that is said against what came before. */
        BUT,
        /** Adds. */
        AND,
        /** Ties a noun. */
        PREPOSITION,
        /** The speaker as a person. */
        FIRST_PERSON,
        /** Gives a promise. */
        PROMISE,
        /** Gives advice. */
        ADVICE,
        /** Claims that something has been done. */
        DONE,
        /** An act that governs the act that follows. */
        CONTROL,
        /** An act or a state. */
        PREDICATE,
        /** A person or a body. */
        ROLE,
        /** Anything else that a claim is about. */
        THING,
        /** Claims nothing of its own. */
        LIGHT;

        static Kind of(String block) {
            return valueOf(block.replace('-', '_').toUpperCase(Locale.ROOT));
        }

        /** Whether a sentence with such a word claims something that needs support. */
        public boolean isContent() {
            return switch (this) {
                case LIMITER, PROMISE, ADVICE, DONE, CONTROL, PREDICATE, ROLE, THING, FIRST_PERSON, ALL -> true;
                default -> false;
            };
        }
    }
}
