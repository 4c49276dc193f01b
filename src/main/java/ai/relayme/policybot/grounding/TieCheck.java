package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What a passage only lists side by side, a sentence does not put over, through or from one another. */
final class TieCheck implements Comparison {
    private static final Set<String> TYING = Set.of("over", "through", "via", "into", "against", "under", "with", "by",
            "from", "than", "before", "instead of", "rather than", "通 过", "透 过", "经", "经 由", "比", "优 先 于");
    private static final Set<String> ROUTE = Set.of("through", "via", "通 过", "透 过", "经", "经 由");
    private static final Set<String> THEN = Set.of("then", "afterwards", "然 后", "其 后", "随 后");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            if (!isThing(words.get(i))) {
                continue;
            }
            int tied = tied(words, i);
            if (isStray(words, i, sources)) {
                return Optional.of("the passage says of another thing that it is so: " + words.get(i).form());
            }
            if (tied > 0 && areOnlyListed(words.get(i), words.get(tied), sources)) {
                return Optional.of("the passage only lists " + words.get(i).form() + " and " + words.get(tied).form());
            }
        }
        return Optional.empty();
    }

    /** Whether a limit before the thing is one that every passage, where it has both, puts before others only. */
    private static boolean isStray(List<Word> words, int thing, List<Source> sources) {
        if (thing == 0 || !words.get(thing - 1).is(Kind.LIMITER)
                || words.get(thing - 1).phrase() != words.get(thing).phrase()) {
            return false;
        }
        Word limit = words.get(thing - 1);
        if (words.get(thing).contentIds().stream().anyMatch(Conditions.CIRCUMSTANCES::contains)) {
            return false;
        }
        List<Word> limited = limited(words, thing - 1);
        List<Source> having = sources.stream().filter(source -> has(source, limit)
                && limited.stream().anyMatch(word -> has(source, word))).toList();
        return !having.isEmpty() && having.stream().allMatch(source -> places(limit, source.text().words()).stream()
                .flatMap(at -> limited(source.text().words(), at).stream())
                .noneMatch(word -> limited.stream()
                        .anyMatch(own -> own.contentIds().stream().anyMatch(word.contentIds()::contains))));
    }

    /** The words after the limit up to where something else is spoken of. */
    private static List<Word> limited(List<Word> words, int limit) {
        return words.stream().skip(limit + 1L).takeWhile(word -> word.phrase() == words.get(limit).phrase()
                && !word.is(Kind.PREPOSITION) && !word.is(Kind.PURPOSE)).filter(word -> !word.contentIds().isEmpty())
                .toList();
    }

    private static boolean isThing(Word word) {
        return word.is(Kind.THING) && word.isContent() && !word.isPredicate();
    }

    /** The next thing of the phrase, where a preposition or a comparison ties it to this one; 0 where none is. */
    private static int tied(List<Word> words, int thing) {
        boolean ties = thing > 0 && words.get(thing - 1).phrase() == words.get(thing).phrase()
                && ROUTE.contains(words.get(thing - 1).surface());
        for (int i = thing + 1; i < words.size() && words.get(i).clause() == words.get(thing).clause(); i++) {
            Word word = words.get(i);
            if (words.get(i - 1).phrase() != word.phrase()) {
                ties = THEN.contains(word.surface());
                if (!ties) {
                    return 0;
                }
            }
            if (isThing(word)) {
                return ties ? i : 0;
            }
            if (word.isJoining() || (word.is(Kind.THING) && !word.isPredicate()) || word.is(Kind.ROLE)) {
                return 0;
            }
            ties |= TYING.contains(word.surface());
        }
        return 0;
    }

    private static boolean areOnlyListed(Word one, Word other, List<Source> sources) {
        List<Source> having = sources.stream().filter(source -> has(source, one) && has(source, other)).toList();
        return !having.isEmpty() && having.stream().allMatch(source -> isList(one, other, source.text().words()));
    }

    private static boolean has(Source source, Word word) {
        return source.text().contentIds().stream().anyMatch(word.contentIds()::contains);
    }

    /** Whether both are items of their own in the clauses in which they stand together, and there is such a clause. */
    private static boolean isList(Word one, Word other, List<Word> words) {
        List<Integer> ones = places(one, words);
        List<Integer> others = places(other, words);
        boolean together = ones.stream().anyMatch(at -> others.stream()
                .anyMatch(with -> words.get(at).clause() == words.get(with).clause()));
        return together && ones.stream().allMatch(at -> isItem(at, words))
                && others.stream().allMatch(at -> isItem(at, words))
                && ones.stream().noneMatch(at -> others.stream()
                        .anyMatch(with -> words.get(at).phrase() == words.get(with).phrase()));
    }

    private static List<Integer> places(Word word, List<Word> words) {
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).contentIds().stream().anyMatch(word.contentIds()::contains)).boxed().toList();
    }

    private static boolean isItem(int at, List<Word> words) {
        return words.stream().filter(word -> word.phrase() == words.get(at).phrase())
                .allMatch(word -> word.is(Kind.THING) || word.is(Kind.LIGHT) || word.isJoining());
    }
}
