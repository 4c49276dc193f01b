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
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A sentence does not tell as so what its passages only speak of: that there is what a condition or a purpose names, that
 * something is as a request supposes, that the company does what may be objected to, or gives to those whom it protects.
 * It looks at what is and to whom it goes; {@link SuppositionCheck} looks at what is done.
 */
final class ExistenceCheck implements Comparison {
    /** What names something as an instance, which does not tell that it is so. */
    private static final Set<String> NAMING = Set.of("situation", "purpose", "right", "request", "object", "type",
            "following");
    private static final Set<String> RELATIVE = Set.of("that", "which", "who");
    /** Chinese: what says that there is something, or that it goes on. */
    private static final Set<String> BEING = Set.of("存 在", "有", "发 生", "出 现", "正 在", "将 会", "是");
    private static final Set<String> THERE_IS = Set.of("存 在", "有", "发 生", "出 现");
    private static final Set<String> FINITE = Set.of("is", "are", "was", "were", "s");
    private static final String EXAMPLE = "exampl";
    private static final Set<String> HAPPENING = Set.of("happen", "occur", "take place", "exist", "发 生", "出 现");
    private static final String EXISTING = "there";
    private static final Set<String> GIVING = Set.of("with", "to", "与", "向", "给", "跟", "和", "予");
    private static final Set<String> SHARING = Set.of("share", "disclose", "provide", "transfer", "sell", "rent",
            "trade", "submit");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        return stateFault(said, sources).or(() -> useFault(said, sources)).or(() -> recipientFault(said, sources));
    }

    /** The words of the sentence that a passage has, and that every passage which has them has only among those. */
    private static Set<Word> supposed(Reading said, List<Source> sources, Function<Reading, Set<Word>> among) {
        List<Set<Word>> scopes = sources.stream().map(source -> among.apply(source.text())).toList();
        List<Set<String>> known = sources.stream().map(source -> source.text().contentIds()).toList();
        Set<Word> supposed = new HashSet<>();
        for (Word word : new HashSet<>(said.words())) {
            List<Integer> having = IntStream.range(0, sources.size())
                    .filter(i -> word.contentIds().stream().anyMatch(known.get(i)::contains)).boxed().toList();
            if (!having.isEmpty() && having.stream()
                    .allMatch(i -> Supposed.isOnlyAmong(word, sources.get(i), scopes.get(i)))) {
                supposed.add(word);
            }
        }
        return supposed;
    }

    private static Set<Word> all(Reading text) {
        Set<Word> supposed = new HashSet<>(Supposed.purposes(text));
        supposed.addAll(Supposed.requests(text));
        supposed.addAll(Supposed.averted(text));
        supposed.addAll(Conditions.wordsIn(text.words()));
        return supposed;
    }

    private static Optional<String> stateFault(Reading said, List<Source> sources) {
        Set<Word> own = all(said);
        Set<Word> supposed = supposed(said, sources, ExistenceCheck::all);
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (!opensState(words, i) || own.contains(word) || isNaming(said.clause(word.clause()))) {
                continue;
            }
            boolean happens = HAPPENING.contains(word.form());
            List<Word> phrase = words.stream().skip(happens ? 0 : i + 1L)
                    .filter(other -> other.phrase() == word.phrase()).toList();
            List<Word> state = phrase.stream().filter(other -> !own.contains(other) && !other.contentIds().isEmpty())
                    .toList();
            boolean exists = happens || word.tokens().getFirst().word().equals(EXISTING)
                    || THERE_IS.contains(word.form());
            boolean denied = words.stream()
                    .anyMatch(other -> other.phrase() == word.phrase() && other.is(Kind.NEGATION));
            if (!denied && !state.isEmpty() && (exists || state.stream().noneMatch(Word::isPredicate))
                    && supposed.containsAll(state)) {
                return Optional.of("it tells what is only supposed: " + state.getFirst().form());
            }
        }
        return Optional.empty();
    }

    private static boolean isNaming(List<Word> clause) {
        return clause.stream().anyMatch(word -> NAMING.stream().anyMatch(word::means) || word.form().endsWith(EXAMPLE));
    }

    /** Whether a word says that what follows is so or is there. */
    private static boolean opensState(List<Word> words, int i) {
        Word word = words.get(i);
        if (word.tokens().getFirst().isHan()) {
            return BEING.contains(word.form())
                    || (i + 1 < words.size() && words.get(i + 1).is(Kind.LIMITER) && word.means("information"));
        }
        boolean relative = words.subList(0, i).reversed().stream().takeWhile(other -> other.phrase() == word.phrase())
                .limit(2).anyMatch(other -> RELATIVE.contains(other.surface()));
        if (HAPPENING.contains(word.form()) || (word.is(Kind.HABIT) && i > 0 && words.get(i - 1).is(Kind.WE))) {
            return true;
        }
        boolean will = word.surface().equals("be") && i > 0 && words.get(i - 1).is(Kind.FUTURE);
        return (will || FINITE.contains(word.surface()) || word.tokens().getFirst().word().equals(EXISTING))
                && !relative;
    }

    /** What may be objected to or asked for is not told as what the company does. */
    private static Optional<String> useFault(Reading said, List<Source> sources) {
        Set<Word> conditional = Conditions.wordsIn(said.words());
        Set<Word> supposed = supposed(said, sources, Supposed::requests);
        for (Claim claim : said.claims()) {
            Word act = said.words().get(claim.word());
            if (!isTold(claim, said) || claim.negated() || claim.control() || conditional.contains(act)
                    || isAskedFor(claim, said)) {
                continue;
            }
            Optional<Word> told = said.clause(act.clause()).stream().filter(word -> !word.isPredicate())
                    .filter(word -> supposed.contains(word) && !conditional.contains(word)).findFirst();
            if (told.isPresent()) {
                return Optional.of("it tells what may only be asked for: " + told.get().form());
            }
        }
        return Optional.empty();
    }

    /** Whether it tells what the company does, or what is done. */
    private static boolean isTold(Claim claim, Reading said) {
        boolean ours = claim.actor().equals(Optional.of(Actor.WE));
        boolean passive = claim.actor().isEmpty() && claim.word() > 0
                && (said.words().get(claim.word() - 1).is(Kind.BE) || said.words().get(claim.word()).is(Kind.PURPOSE));
        return switch (claim.modality()) {
            case PLAIN, FUTURE -> ours || passive;
            case OPEN -> ours && !claim.describing();
            default -> false;
        };
    }

    /** Whether it says that this is asked for, or a right, or an example. */
    private static boolean isAskedFor(Claim claim, Reading said) {
        List<Word> words = said.words();
        Word act = words.get(claim.word());
        boolean named = IntStream.range(0, words.size()).filter(i -> words.get(i).clause() == act.clause())
                .filter(i -> i < claim.word() || words.get(i).phrase() == act.phrase()).mapToObj(words::get)
                .anyMatch(word -> word.means("right") || Supposed.REQUESTS.stream().anyMatch(word::means));
        return named || said.clause(act.clause()).stream().anyMatch(word -> word.form().endsWith(EXAMPLE))
                || said.claims().stream().anyMatch(other -> other.word() < claim.word()
                        && other.actor().equals(Optional.of(Actor.YOU))
                        && words.get(other.word()).clause() == act.clause());
    }

    /** Those for whose sake something is done are not those to whom something is given. */
    private static Optional<String> recipientFault(Reading said, List<Source> sources) {
        List<Word> words = said.words();
        Set<Word> supposed = supposed(said, sources, Supposed::purposes);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean given = word.is(Kind.ROLE) && supposed.contains(word) && isGivenTo(words, i)
                    && said.claims().stream().anyMatch(claim -> SHARING.stream().anyMatch(claim.ids()::contains)
                            && words.get(claim.word()).phrase() == word.phrase());
            if (given) {
                return Optional.of("it names as recipient who is none: " + word.form());
            }
        }
        return Optional.empty();
    }

    private static boolean isGiving(Word word) {
        String last = word.surface().substring(word.surface().lastIndexOf(' ') + 1);
        return GIVING.contains(word.form()) || (word.isPredicate() && GIVING.contains(last));
    }

    /** Whatever stands between: what {@link SupportCheck} takes for a recipient is narrower, and would let an invented recipient through. */
    private static boolean isGivenTo(List<Word> words, int role) {
        int at = role - 1;
        while (at >= 0 && words.get(at).phrase() == words.get(role).phrase()
                && !(words.get(at).isPredicate() && !isGiving(words.get(at)))
                && !isGiving(words.get(at))) {
            at--;
        }
        return at >= 0 && words.get(at).phrase() == words.get(role).phrase() && isGiving(words.get(at));
    }
}
