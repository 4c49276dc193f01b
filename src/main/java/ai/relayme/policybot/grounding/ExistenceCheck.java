package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Claim.Modality;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A sentence does not tell as so what its passages only speak of: that there is what a condition or a purpose names, that
 * something is as a request supposes, that the company does what may be objected to, or gives to those whom it protects.
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

    /** Every passage that has the word has it only among those, and one has it. */
    private static boolean isSupposed(Word word, List<Source> sources, Function<Reading, Set<Word>> among) {
        List<Source> having = sources.stream()
                .filter(source -> source.text().contentIds().stream().anyMatch(word.contentIds()::contains)).toList();
        return !word.contentIds().isEmpty() && !having.isEmpty() && having.stream()
                .allMatch(source -> Supposed.isOnlyAmong(word, source, among.apply(source.text())));
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
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean opens = opensState(words, i);
            boolean named = said.clause(word.clause()).stream()
                    .anyMatch(other -> NAMING.stream().anyMatch(other::means) || other.form().endsWith(EXAMPLE));
            if (!opens || named || own.contains(word)) {
                continue;
            }
            boolean happens = HAPPENING.contains(word.form());
            List<Word> state = words.stream().filter(other -> other.phrase() == word.phrase())
                    .filter(other -> happens || words.indexOf(other) > words.indexOf(word))
                    .filter(other -> !own.contains(other) && !other.contentIds().isEmpty()).toList();
            boolean exists = happens || word.tokens().getFirst().word().equals(EXISTING)
                    || THERE_IS.contains(word.form());
            boolean denied = said.words().stream()
                    .anyMatch(other -> other.phrase() == word.phrase() && other.is(Kind.NEGATION));
            if (!denied && !state.isEmpty() && (exists || state.stream().noneMatch(Word::isPredicate))
                    && state.stream().allMatch(other -> isSupposed(other, sources, ExistenceCheck::all))) {
                return Optional.of("it tells what is only supposed: " + state.getFirst().form());
            }
        }
        return Optional.empty();
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
        for (Claim claim : said.claims()) {
            Word act = said.words().get(claim.word());
            boolean told = claim.modality() == Modality.PLAIN || claim.modality() == Modality.FUTURE
                    || (claim.modality() == Modality.OPEN && claim.actor().equals(Optional.of(Actor.WE))
                            && !claim.describing());
            boolean passive = claim.actor().isEmpty() && claim.word() > 0
                    && (said.words().get(claim.word() - 1).is(Kind.BE) || act.is(Kind.PURPOSE));
            boolean ours = claim.actor().equals(Optional.of(Actor.WE)) || passive;
            boolean asked = said.clause(act.clause()).stream().anyMatch(word -> word.form().endsWith(EXAMPLE))
                    || said.words().stream()
                    .filter(word -> word.clause() == act.clause())
                    .filter(word -> said.words().indexOf(word) < claim.word() || word.phrase() == act.phrase())
                    .anyMatch(word -> word.means("right") || Supposed.REQUESTS.stream().anyMatch(word::means))
                    || said.claims().stream().anyMatch(other -> other.word() < claim.word()
                            && other.actor().equals(Optional.of(Actor.YOU))
                            && said.words().get(other.word()).clause() == act.clause());
            if (!told || !ours || asked || claim.negated() || claim.control() || conditional.contains(act)) {
                continue;
            }
            Optional<Word> supposed = said.clause(act.clause()).stream().filter(word -> !word.isPredicate())
                    .filter(word -> !conditional.contains(word))
                    .filter(word -> isSupposed(word, sources, Supposed::requests)).findFirst();
            if (supposed.isPresent()) {
                return Optional.of("it tells what may only be asked for: " + supposed.get().form());
            }
        }
        return Optional.empty();
    }

    /** Those for whose sake something is done are not those to whom something is given. */
    private static Optional<String> recipientFault(Reading said, List<Source> sources) {
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean given = word.is(Kind.ROLE) && isGivenTo(words, i)
                    && said.claims().stream().anyMatch(claim -> SHARING.stream().anyMatch(claim.ids()::contains)
                            && words.get(claim.word()).phrase() == word.phrase());
            if (given && isSupposed(word, sources, Supposed::purposes)) {
                return Optional.of("it names as recipient who is none: " + word.form());
            }
        }
        return Optional.empty();
    }

    private static boolean isGiving(Word word) {
        String last = word.surface().substring(word.surface().lastIndexOf(' ') + 1);
        return GIVING.contains(word.form()) || (word.isPredicate() && GIVING.contains(last));
    }

    private static boolean isGivenTo(List<Word> words, int role) {
        int at = role - 1;
        while (at >= 0 && words.get(at).phrase() == words.get(role).phrase() && !(words.get(at).isPredicate() && !isGiving(words.get(at)))
                && !isGiving(words.get(at))) {
            at--;
        }
        return at >= 0 && words.get(at).phrase() == words.get(role).phrase() && isGiving(words.get(at));
    }
}
