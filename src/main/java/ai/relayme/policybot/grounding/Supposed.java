package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of a text that tell nothing of what is: what something depends on, what it is for, and what is asked for. */
final class Supposed {
    /** Acts of the reader by which what they govern is asked for. */
    static final Set<String> REQUESTS = Set.of("request", "object");

    private static final Set<String> AVERTING = Set.of("prevent", "reduce", "restrict", "detect");
    private static final String FOR_OR_IS = "为";

    private Supposed() {}

    /** The words that say what something is for, up to where somebody acts. */
    static Set<Word> purposes(Reading text) {
        List<Word> words = text.words();
        Set<Word> purposes = new HashSet<>();
        boolean within = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean begins = i == 0 || words.get(i - 1).phrase() != word.phrase();
            boolean ends = i > 0 && (words.get(i - 1).clause() != word.clause() || word.is(Kind.WE)
                    || word.is(Kind.YOU) || (begins && tells(words, i)));
            within = (within && !ends) || opensPurpose(words, i);
            if (within) {
                purposes.add(word);
            }
        }
        return purposes;
    }

    /** Whether something is told in the phrase that begins here. */
    private static boolean tells(List<Word> words, int start) {
        return words.stream().skip(start).takeWhile(word -> word.phrase() == words.get(start).phrase())
                .anyMatch(word -> word.is(Kind.POSSIBLE) || word.is(Kind.FUTURE) || word.is(Kind.OBLIGED)
                        || word.is(Kind.WE));
    }

    private static boolean opensPurpose(List<Word> words, int i) {
        Word word = words.get(i);
        boolean begins = i == 0 || words.get(i - 1).phrase() != word.phrase();
        boolean acts = i + 1 < words.size() && words.get(i + 1).isPredicate();
        boolean infinitive = word.surface().equals("to") && acts && (begins || !words.get(i - 1).isPredicate());
        boolean used = word.is(Kind.LIGHT) && word.surface().endsWith(" to") && acts;
        // 为 is what something is for, or what it is
        boolean aimed = !FOR_OR_IS.equals(word.form()) || acts;
        return infinitive || used || (word.is(Kind.PURPOSE) && !word.isPredicate() && aimed);
    }

    /** The words of what the reader may ask for or object to. */
    static Set<Word> requests(Reading text) {
        Set<Word> asked = new HashSet<>();
        for (Claim claim : text.claims()) {
            boolean asks = claim.control() && !claim.actor().equals(Optional.of(Actor.WE))
                    && REQUESTS.stream().anyMatch(claim.ids()::contains);
            if (asks) {
                int clause = text.words().get(claim.word()).clause();
                text.words().stream().skip(claim.word() + 1L).takeWhile(word -> word.clause() == clause)
                        .forEach(asked::add);
            }
        }
        return asked;
    }

    /** The words of what something is done against. */
    static Set<Word> averted(Reading text) {
        Set<Word> averted = new HashSet<>();
        boolean within = false;
        List<Word> words = text.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean averts = AVERTING.stream().anyMatch(word::means);
            boolean ends = i > 0 && (words.get(i - 1).clause() != word.clause() || beginsAct(words, i));
            within &= !ends && !averts;
            if (within) {
                averted.add(word);
            }
            within |= averts;
        }
        return averted;
    }

    /** Whether another act begins a phrase here. */
    private static boolean beginsAct(List<Word> words, int i) {
        int act = words.get(i).isJoining() || words.get(i).surface().equals("to") ? i + 1 : i;
        return words.get(i - 1).phrase() != words.get(i).phrase() && act < words.size()
                && words.get(act).isPredicate() && !words.get(act).is(Kind.THING);
    }

    /** Whether the passage speaks of what the word means, and only with words that are among those; a label tells nothing. */
    static boolean isOnlyAmong(Word word, Source source, Set<Word> supposed) {
        List<Word> own = source.text().words().stream()
                .filter(other -> !isOfLabel(other, source))
                .filter(other -> other.contentIds().stream().anyMatch(word.contentIds()::contains)).toList();
        return !own.isEmpty() && supposed.containsAll(own)
                && source.lead().contentIds().stream().noneMatch(word.contentIds()::contains);
    }

    private static boolean isOfLabel(Word word, Source source) {
        return source.passage().isListItem() && source.text().clauses() > 1 && word.clause() == 0;
    }
}
