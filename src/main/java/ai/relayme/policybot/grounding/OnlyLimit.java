package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What a passage says only of something, a sentence does not say of everything. */
final class OnlyLimit {
    /** Chinese: what closes a limit as "only" opens one. */
    private static final String LIMIT = "为 限";
    /** Chinese: what opens that which is so then only. */
    private static final String THEN = "才";

    private static final String EXTENT = "extent";
    private static final String NECESSARY = "necessary";

    private OnlyLimit() {}

    /** An "only" of something that the sentence speaks of is missing. */
    static Optional<String> fault(Reading said, Reading text, List<Word> words) {
        Set<String> ids = said.contentIds();
        long needed = 0;
        Set<String> limited = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(Kind.ONLY)) {
                Set<String> region = new HashSet<>();
                int at = i + 1;
                while (at < words.size() && words.get(at).phrase() == words.get(i).phrase()
                        && !words.get(at).is(Kind.ONLY) && (region.isEmpty() || !isHanAct(words.get(at)))) {
                    region.addAll(words.get(at).contentIds());
                    at++;
                }
                if (region.isEmpty() && i > 0) {
                    region.addAll(words.get(i - 1).contentIds());
                }
                boolean spoken = region.stream().anyMatch(ids::contains);
                needed += spoken && !isPermitted(said, region) ? 1 : 0;
                if (spoken) {
                    limited.addAll(region);
                }
            }
        }
        // what the passage speaks of elsewhere too may stand before the "only"
        text.words().stream().filter(word -> !words.contains(word))
                .forEach(word -> limited.removeAll(word.contentIds()));
        if (needed > 1 && (isBefore(said.words(), limited) || isClosed(said.words(), limited))) {
            // one "only" reaches over all that is joined after it
            return Optional.empty();
        }
        long kept = said.words().stream().filter(
                word -> word.is(Kind.ONLY) || word.is(Kind.EXCEPTION) || word.surface().endsWith(LIMIT)).count();
        return kept < needed ? Optional.of("it leaves out 'only'") : Optional.empty();
    }

    /** Whether it says that something may be done as far as that is necessary: whatever is done beyond, it does not speak of. */
    private static boolean isPermitted(Reading said, Set<String> limit) {
        return limit.contains(NECESSARY) && said.ids().containsAll(Set.of(EXTENT, NECESSARY))
                && said.has(Kind.POSSIBLE);
    }

    /** Chinese: what an act is limited by stands before it. */
    private static boolean isHanAct(Word word) {
        return word.isPredicate() && word.tokens().getFirst().isHan();
    }

    /** Chinese: whether everything that is limited stands between "only" and the word that says what is so then. */
    private static boolean isClosed(List<Word> words, Set<String> limited) {
        int only = IntStream.range(0, words.size()).filter(i -> words.get(i).is(Kind.ONLY)).findFirst()
                .orElse(words.size());
        int then = IntStream.range(only, words.size()).filter(i -> words.get(i).surface().startsWith(THEN)).findFirst()
                .orElse(-1);
        return then >= 0 && IntStream.range(0, words.size()).filter(i -> i < only || i > then)
                .mapToObj(words::get).filter(word -> !word.isPredicate())
                .noneMatch(word -> word.contentIds().stream().anyMatch(limited::contains));
    }

    /** Whether an "only" stands before everything that is limited, in the same phrase or in items after it. */
    private static boolean isBefore(List<Word> words, Set<String> limited) {
        int only = -1;
        int last = 0;
        for (Word word : words) {
            boolean begins = word.phrase() != last;
            boolean listed = begins && only == last && !word.isJoining() && !word.is(Kind.WE) && !word.is(Kind.YOU);
            last = word.phrase();
            only = word.is(Kind.ONLY) || (only >= 0 && listed) ? word.phrase() : only;
            if (word.phrase() != only && word.contentIds().stream().anyMatch(limited::contains)) {
                return false;
            }
        }
        return true;
    }
}
