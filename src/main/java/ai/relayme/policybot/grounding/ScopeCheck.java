package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sentence says no more than its passages: it adds no "all", "always" or "only", and turns no order round. */
final class ScopeCheck implements Comparison {
    private static final Set<String> OTHER = Set.of("other", "anoth", "其 他", "其 它");
    private static final Set<String> COPULAS = Set.of("includ", "是", "有", "为", "包 括", "包 含");
    private static final Set<String> EARLIER = Set.of("before", "beforehand");
    private static final Set<String> LATER = Set.of("after", "afterwards");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        for (int i = 0; i < said.words().size(); i++) {
            Word word = said.words().get(i);
            Word before = said.words().get(Math.max(i - 1, 0));
            String denial = " " + before.form() + " " + word.form() + " ";
            if (word.is(Kind.ONLY) && before.is(Kind.NEGATION)
                    && sources.stream().noneMatch(source -> source.lines().contains(denial))) {
                return Optional.of("it denies that only this is so");
            }
            boolean begins = i == 0 || before.clause() != word.clause();
            // "just send a message" shuts nothing out
            boolean harmless = (begins && word.form().equals("just")) || isOfKind(i, said, sources)
                    || isAnyOfCondition(i, said) || (word.means("some") && !isBeforeRole(said.words(), i))
                    || limitsCondition(i, said, sources) || OpeningHours.limits(word, said, sources);
            boolean foreign = (word.is(Kind.ALL) || word.is(Kind.ONLY)) && !harmless && !isKnown(word, said, sources);
            if (foreign) {
                return Optional.of("no cited passage says '" + word.form() + "'");
            }
        }
        boolean limited = sources.stream().anyMatch(source -> source.says(Kind.ONLY, Kind.EXCEPTION));
        return Pointing.isRest(said) && !limited
                ? Optional.of("it denies it of all other cases")
                : orderFault(said, sources);
    }

    /**
     * Whether it speaks of other things of a kind that the label of a list's item names, or begins by naming them, as in
     * "other ways to pay are".
     */
    private static boolean isOfKind(int other, Reading said, List<Source> sources) {
        List<Word> words = said.words();
        if (!words.get(other).means("more") || !OTHER.contains(words.get(other).form())) {
            return false;
        }
        Set<String> kind = new HashSet<>();
        int end = other + 1;
        while (end < words.size() && words.get(end).phrase() == words.get(other).phrase()
                && !isCopula(words.get(end))) {
            kind.addAll(words.get(end).contentIds());
            end++;
        }
        boolean begins = words.subList(0, other).stream()
                .noneMatch(word -> word.clause() == words.get(other).clause() && word.isContent());
        if (begins && end == other + 1 && end < words.size() && isCopula(words.get(end))) {
            // "another is" goes on with what was told before
            return true;
        }
        boolean listed = begins && end < words.size() && isCopula(words.get(end))
                && words.get(end).phrase() == words.get(other).phrase()
                && sources.stream().anyMatch(source -> source.ids().stream().anyMatch(kind::contains));
        return listed || (!kind.isEmpty() && sources.stream().filter(source -> source.passage().isListItem())
                .flatMap(source -> source.text().clause(0).stream()).flatMap(word -> word.contentIds().stream())
                .collect(Collectors.toSet()).containsAll(kind));
    }

    /** Whether what follows is what was named before, or belongs to it. */
    private static boolean isCopula(Word word) {
        return (word.is(Kind.BE) && !word.tokens().getFirst().isHan()) || COPULAS.contains(word.form());
    }

    /** English: "before any data is transferred" and "any sharing is limited" say no more than without the "any". */
    private static boolean isAnyOfCondition(int any, Reading said) {
        List<Word> words = said.words();
        if (!words.get(any).form().equals("ani") || any + 1 == words.size()
                || words.get(any + 1).contentIds().stream().anyMatch(Conditions.CIRCUMSTANCES::contains)) {
            return false;
        }
        boolean limited = words.stream()
                .anyMatch(word -> word.phrase() == words.get(any).phrase() && word.is(Kind.ONLY));
        // "any of these" and "any related messages" are those that were named before
        boolean named = words.get(any + 1).means("relevant") || (any + 2 < words.size()
                && words.get(any + 1).form().equals("of") && Pointing.is(words.get(any + 2)));
        return limited || named
                || Conditions.in(words).stream().anyMatch(condition -> condition.contains(words.get(any)));
    }

    /** Whether "only" stands with a condition that a passage has as well: what is so if something is, is so only then. */
    private static boolean limitsCondition(int only, Reading said, List<Source> sources) {
        List<Word> words = said.words();
        int next = only + 1;
        while (next < words.size() && words.get(next).is(Kind.POSSIBLE)) {
            next++;
        }
        if (!words.get(only).is(Kind.ONLY) || next == words.size()) {
            return false;
        }
        List<Word> limit = words.subList(next, words.size()).stream().filter(Word::isContent).limit(2).toList();
        boolean merged = !limit.isEmpty() && limit.getFirst().means("certain") && limit.getFirst().means("situation")
                && limit.getFirst().phrase() == words.get(only).phrase();
        if (merged && sources.stream().anyMatch(source -> source.hasInText(limit.getFirst())
                && source.text().ids().contains("certain"))) {
            return true;
        }
        boolean circumstance = limit.size() == 2 && limit.getFirst().is(Kind.LIMITER)
                && limit.getLast().phrase() == words.get(only).phrase()
                && Conditions.CIRCUMSTANCES.stream().anyMatch(limit.getLast()::means);
        if (circumstance && sources.stream().anyMatch(source -> limit.stream().allMatch(source::hasInText))) {
            // "only in certain circumstances" is no narrower than "in certain circumstances"
            return true;
        }
        Set<String> keys = new HashSet<>();
        for (List<Word> condition : Conditions.in(words)) {
            boolean own = condition.contains(words.get(only)) || condition.getFirst().equals(words.get(next));
            if (own) {
                condition.forEach(word -> keys.addAll(word.keys()));
            }
        }
        return sources.stream().flatMap(source -> Stream.of(source.text(), source.lead()))
                .flatMap(reading -> Conditions.in(reading.words()).stream()).flatMap(List::stream)
                .anyMatch(word -> word.keys().stream().anyMatch(keys::contains));
    }

    /** Whether a quantity is one of people: some partners are not the partners, but some data are data. */
    private static boolean isBeforeRole(List<Word> words, int quantity) {
        boolean begins = quantity == 0 || words.get(quantity - 1).clause() != words.get(quantity).clause();
        return words.stream().skip(quantity + 1L).filter(word -> word.phrase() == words.get(quantity).phrase())
                .filter(Word::isContent).filter(word -> !word.means("trusted") && !word.means("relevant")).findFirst()
                .map(word -> word.is(Kind.ROLE) || (!begins && word.isPredicate())).orElse(false);
    }

    private static boolean isKnown(Word word, Reading said, List<Source> sources) {
        Set<String> ids = word.meanings().stream().filter(meaning -> meaning.kind() == Kind.ALL)
                .map(Meaning::id).collect(Collectors.toSet());
        for (Source source : sources) {
            for (Reading reading : List.of(source.text(), source.lead())) {
                boolean same = word.is(Kind.ONLY)
                        ? reading.has(Kind.ONLY) || (reading.has(Kind.EXCEPTION) && reading.has(Kind.NEGATION))
                        : reading.ids().stream().anyMatch(ids::contains);
                // "no service can" and "any service cannot" are the same
                boolean none = reading.has(Kind.NEGATION)
                        && ((ids.contains("any") && !word.is(Kind.ROLE) && said.has(Kind.NEGATION)
                                && keepsLimit(word, said, reading))
                                || (ids.contains("total") && isDenied(word, said) && isWhole(reading)));
                if (same || none) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the phrase of the word has the limits of what the passage denies: no full number is not no number. */
    private static boolean keepsLimit(Word word, Reading said, Reading reading) {
        Set<String> own = said.words().stream().filter(other -> other.phrase() == word.phrase())
                .flatMap(other -> other.contentIds().stream()).collect(Collectors.toSet());
        return reading.words().stream().filter(other -> other.is(Kind.LIMITER) && isDenied(other, reading))
                .allMatch(limit -> limit.contentIds().stream().anyMatch(own::contains));
    }

    /** Whether something is denied in the phrase that the word stands in. */
    static boolean isDenied(Word word, Reading said) {
        return said.words().stream().anyMatch(other -> other.phrase() == word.phrase() && other.is(Kind.NEGATION));
    }

    /** Whether it speaks of a hundred per cent. */
    static boolean isWhole(Reading reading) {
        return reading.figures().stream()
                .anyMatch(figure -> figure.kind() == Figure.Kind.PERCENT && figure.value().equals("100"));
    }

    /** What comes before something else in the passage does not come after it in the sentence, nor the other way round. */
    private static Optional<String> orderFault(Reading said, List<Source> sources) {
        for (Set<String> order : List.of(EARLIER, LATER)) {
            Set<String> reverse = order.equals(EARLIER) ? LATER : EARLIER;
            boolean says = said.ids().stream().anyMatch(order::contains);
            boolean known = sources.stream().anyMatch(source -> source.ids().stream().anyMatch(order::contains));
            boolean reversed = sources.stream().anyMatch(source -> source.ids().stream().anyMatch(reverse::contains));
            if (says && !known && reversed) {
                return Optional.of("it turns before and after round");
            }
        }
        return Optional.empty();
    }
}
