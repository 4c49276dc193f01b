package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Divergence.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a translation of a text must keep.
 *
 * @param values    numbers, dates and their like, by kind, each in one form whatever the language, sorted
 * @param cues      words that deny, oblige, allow or restrict
 * @param names     names that have a form in each language, by their English form
 * @param latin     other words in Latin letters, folded
 * @param acronyms  those of them that are names by their capitals, which every language writes alike
 * @param separators commas and words that separate the things a sentence lists; in Chinese some do other work too
 * @param listed    those of them that are no commas
 * @param sentences how many sentences it has, with those that a semicolon ends
 * @param length    how long it is, about in English words
 * @param features  what tells it from other texts: its values, names and the concepts that it speaks of
 */
record Signals(Map<Kind, List<String>> values, Map<Cue, Count> cues, Set<String> names, Set<String> latin,
        Set<String> acronyms, Count separators, int listed, int sentences, double length, Set<String> features) {

    /** What the words of a clause do to it. */
    enum Cue {
        /** They deny. */
        NEGATION(Kind.NEGATION),
        /** They oblige. */
        MUST(Kind.MODALITY),
        /** They allow. */
        MAY(Kind.MODALITY),
        /** They restrict. */
        ONLY(Kind.MODALITY);

        private final Kind kind;

        Cue(Kind kind) {
            this.kind = kind;
        }

        /** In what texts disagree that have it unequally often. */
        Kind kind() {
            return kind;
        }
    }
}
