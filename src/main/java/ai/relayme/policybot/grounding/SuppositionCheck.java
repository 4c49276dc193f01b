package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Claim.Modality;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A sentence does not tell as so what its passages only suppose: what something depends on, or what may be. */
final class SuppositionCheck implements Comparison {
    /** Chinese: after these an act is named, not told. */
    private static final Set<String> NAMING = Set.of("的", "是", "包 括", "对 象", "方", "情 况", "情 形");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        Set<Word> conditional = Conditions.wordsIn(said.words());
        for (Claim claim : said.claims()) {
            Word act = said.words().get(claim.word());
            if (conditional.contains(act)) {
                continue;
            }
            if (isOnlyConditional(claim, said, sources)) {
                return Optional.of("it tells what is only a condition: " + act.form());
            }
            if (sources.stream().anyMatch(source -> source.isLabel(claim.word(), said.words()))) {
                continue;
            }
            if (losesPossibility(claim, said, sources, conditional)) {
                return Optional.of("it tells what only may be: " + act.form());
            }
        }
        return Optional.empty();
    }

    /**
     * Chinese, where the form of a verb does not say how it is meant: whether the act is what a clause tells, without a word for
     * what may be, and every passage that knows it says only that it may be.
     */
    private static boolean losesPossibility(Claim claim, Reading said, List<Source> sources,
            Set<Word> conditional) {
        Word act = said.words().get(claim.word());
        List<Word> words = said.words();
        boolean han = act.tokens().getFirst().isHan();
        boolean told = claim.modality() == Modality.OPEN && !claim.negated() && !claim.control() && !claim.describing();
        if (!han && told && claim.actor().equals(Optional.of(Actor.WE)) && act.surface().endsWith("s")) {
            // "for which we share data", in a clause that is not told of itself
            List<Claim> known = sources.stream().flatMap(source -> source.claims(claim).stream())
                    .filter(other -> other.modality() != Modality.OPEN).toList();
            return !known.isEmpty() && known.stream().allMatch(other -> other.modality() == Modality.POSSIBLE);
        }
        if (!han || !told
                || said.clause(act.clause()).stream().filter(word -> !conditional.contains(word))
                        .anyMatch(word -> word.is(Kind.POSSIBLE) || word.is(Kind.ONLY)
                                || word.is(Kind.CONTROL) || word.is(Kind.NEGATION))) {
            return false;
        }
        Optional<Word> before = claim.word() > 0 ? Optional.of(words.get(claim.word() - 1)) : Optional.empty();
        Optional<Word> after = claim.word() + 1 < words.size()
                ? Optional.of(words.get(claim.word() + 1))
                : Optional.empty();
        boolean named = before.filter(word -> word.form().equals("的")).isPresent() || after.filter(word -> word
                .phrase() == act.phrase()
                && (word.is(Kind.BE) || word.is(Kind.CONDITION_AFTER) || NAMING.contains(word.form())))
                .isPresent();
        boolean last = said.claims().stream().noneMatch(next -> next.word() > claim.word()
                && words.get(next.word()).phrase() == act.phrase());
        List<Claim> known = sources.stream().flatMap(source -> source.claims(claim).stream())
                .filter(other -> other.modality() != Modality.OPEN).toList();
        return !named && last && !known.isEmpty()
                && known.stream().allMatch(other -> other.modality() == Modality.POSSIBLE && !other.negated());
    }

    /** Whether the sentence tells of an act that the passages speak of only as something on which something else depends. */
    private static boolean isOnlyConditional(Claim claim, Reading said, List<Source> sources) {
        boolean tells = claim.modality() == Modality.PLAIN || claim.modality() == Modality.FUTURE
                || ClaimCheck.isPossible(claim)
                || said.claims().size() == 1;
        List<Source> knowing = sources.stream().filter(source -> source.knows(claim)).toList();
        boolean conditional = said.clause(said.words().get(claim.word()).clause()).stream()
                .anyMatch(word -> word.is(Kind.CONDITION) || word.is(Kind.CONDITION_AFTER));
        return tells && !conditional && !claim.control() && !claim.negated() && !claim.describing()
                && !knowing.isEmpty() && knowing.stream().allMatch(source -> {
                    Set<Word> inside = Conditions.wordsIn(source.text().words());
                    return !source.claims(claim).isEmpty() && source.claims(claim).stream()
                            .allMatch(known -> inside.contains(source.text().words().get(known.word())))
                            && Stream.of(source.lead(), source.heading()).flatMap(above -> above.claims().stream())
                                    .noneMatch(claim::sharesAct);
                });
    }
}
