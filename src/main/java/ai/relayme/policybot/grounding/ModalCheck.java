package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Claim.Modality;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Reading.Opening;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sentence permits, obliges, advises, foretells and denies nothing unless a passage that it cites does, of the same party. */
final class ModalCheck implements Comparison {
    private static final Set<String> CONCEDING = Set.of("despit", "although", "though", "while", "尽 管", "虽 然", "虽",
            "即 使");
    private static final Set<String> REQUIRING = Set.of("requir", "要 求");
    private static final Set<String> HINDERING = Set.of("restrict", "prevent");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        return replyFault(said).or(() -> lawFault(said, sources)).or(() -> modalFault(said, sources))
                .or(() -> permissionFault(said, sources));
    }

    /** What the law permits it does not require. */
    private static Optional<String> lawFault(Reading said, List<Source> sources) {
        boolean required = said.words().stream().filter(word -> !word.is(Kind.CONTROL)).anyMatch(word -> REQUIRING
                .stream().anyMatch(form -> (" " + word.form() + " ").contains(" " + form + " ")));
        return required && sources.stream().allMatch(source -> source.ids().contains("permit")
                && REQUIRING.stream().noneMatch(form -> source.lines().contains(" " + form + " ")))
                        ? Optional.of("the law permits it and does not require it")
                        : Optional.empty();
    }

    /** Whoever is said to be allowed something is somebody whom a passage allows something. */
    private static Optional<String> permissionFault(Reading said, List<Source> sources) {
        Set<Actor> allowed = new HashSet<>();
        sources.forEach(source -> List.of(source.text(), source.lead()).forEach(reading -> {
            allowed.addAll(allowed(reading));
            reading.claims().stream().filter(ClaimCheck::isPossible)
                    .forEach(claim -> claim.actor().ifPresent(allowed::add));
        }));
        return allowed.isEmpty() || allowed.containsAll(allowed(said))
                ? Optional.empty()
                : Optional.of("no cited passage allows " + allowed(said) + " anything");
    }

    /** The reader or the company, where they stand right before a word that says what may be. */
    private static Set<Actor> allowed(Reading reading) {
        Set<Actor> allowed = new HashSet<>();
        Optional<Actor> last = Optional.empty();
        for (Word word : reading.words()) {
            if (word.is(Kind.POSSIBLE)) {
                last.ifPresent(allowed::add);
            }
            boolean adverb = word.is(Kind.LIGHT) || word.is(Kind.ONLY) || word.is(Kind.HABIT);
            last = word.is(Kind.WE)
                    ? Optional.of(Actor.WE)
                    : word.is(Kind.YOU) ? Optional.of(Actor.YOU) : adverb ? last : Optional.empty();
        }
        return allowed;
    }

    /** A modal word or a negation that stands with no act that is known stands in a passage as well. */
    private static Optional<String> modalFault(Reading said, List<Source> sources) {
        boolean obliges = said.words().stream().anyMatch(word -> word.obliges() && !word.is(Kind.CONDITION));
        boolean mayNeed = mayNeed(said)
                && sources.stream().anyMatch(source -> source.text().ids().contains("necessary"));
        List<Claim> obliged = said.claims().stream().filter(claim -> claim.modality() == Modality.OBLIGED).toList();
        boolean acts = !obliged.isEmpty()
                && obliged.stream().allMatch(claim -> sources.stream().anyMatch(source -> source.knows(claim)));
        Set<Word> own = Conditions.wordsIn(said.words());
        boolean conditional = obliged.stream().filter(claim -> !own.contains(said.words().get(claim.word()))).anyMatch(
                claim -> sources.stream().anyMatch(source -> ClaimCheck.isCondition(claim, source.text())));
        // that something needs to be done is what the reader is asked for, not that the reader has to
        boolean asked = !said.has(Kind.YOU) && said.words().stream().filter(Word::obliges)
                .allMatch(word -> word.isNeeded() && said.claims().stream()
                        .filter(claim -> said.words().get(claim.word()).clause() == word.clause())
                        .anyMatch(claim -> sources.stream().anyMatch(
                                source -> source.text().ids().contains("please") && source.knows(claim))));
        if (obliges && !mayNeed && !asked && !conditional
                && sources.stream().noneMatch(source -> source.says(Kind.OBLIGED)
                        || (acts && source.text().claims().stream().anyMatch(claim -> claim.ids().contains("require")
                                && claim.actor().equals(Optional.of(Actor.WE)))))) {
            return Optional.of("no cited passage obliges anybody");
        }
        if (advises(said) && sources.stream().noneMatch(source -> source.says(Kind.ADVISED))) {
            return Optional.of("no cited passage advises that");
        }
        if (said.has(Kind.FUTURE) && sources.stream().noneMatch(source -> source.says(Kind.FUTURE)
                || source.text().words().stream()
                        .anyMatch(word -> word.is(Kind.HABIT) && word.tokens().getFirst().isHan()))) {
            return Optional.of("no cited passage says what will be");
        }
        if (tellsPossible(said, sources)) {
            return Optional.of("it foretells what only may be");
        }
        boolean reader = said.has(Kind.YOU)
                && said.claims().stream().noneMatch(claim -> claim.actor().equals(Optional.of(Actor.WE)));
        boolean denied = said.has(Kind.NEGATION) && sources.stream().anyMatch(source -> source.says(Kind.NEGATION));
        boolean able = !said.actors().contains(Actor.WE) || said.claims().stream().anyMatch(
                claim -> claim.modality() == Modality.ABLE && sources.stream().anyMatch(source -> source.knows(claim)));
        boolean possible = said.words().stream()
                .anyMatch(word -> word.is(Kind.POSSIBLE) && !word.means("let") && !(able && word.means("can")));
        if (possible && !reader && !denied && !mayNeed
                && sources.stream().noneMatch(source -> allows(said, source))) {
            return Optional.of("no cited passage says what may be");
        }
        boolean excepts = said.has(Kind.EXCEPTION) && sources.stream()
                .anyMatch(
                        source -> source.says(Kind.ONLY) || source.says(Kind.EXCEPTION) || source.says(Kind.NEGATION));
        boolean denies = said.has(Kind.NEGATION) && !excepts && said.claims().stream()
                .noneMatch(claim -> claim.negated() && sources.stream().anyMatch(source -> source.knows(claim)));
        if (denies && sources.stream().noneMatch(source -> denies(said, source))) {
            return Optional.of("no cited passage denies anything");
        }
        return Optional.empty();
    }

    /** Whether what will be is said with a word that is no act, as in "will become", of what the passages say only that it may be. */
    private static boolean tellsPossible(Reading said, List<Source> sources) {
        return said.words().stream().filter(word -> word.is(Kind.FUTURE)).map(Word::clause).distinct()
                .anyMatch(clause -> {
                    List<Claim> acts = said.claims().stream()
                            .filter(claim -> said.words().get(claim.word()).clause() == clause)
                            .toList();
                    List<Claim> known = acts.stream()
                            .flatMap(act -> sources.stream().flatMap(source -> source.claims(act).stream()))
                            .filter(claim -> claim.modality() != Modality.OPEN).toList();
                    return acts.stream().noneMatch(claim -> claim.modality() == Modality.FUTURE) && !known.isEmpty()
                            && known.stream().allMatch(claim -> claim.modality() == Modality.POSSIBLE);
                });
    }

    /** Whether the passage denies something, or the paragraph that leads its list denies what the sentence is about. */
    private static boolean denies(Reading said, Source source) {
        return source.text().has(Kind.NEGATION) || source.lead().claims().stream().filter(Claim::negated)
                .anyMatch(known -> said.claims().stream().anyMatch(known::sharesAct));
    }

    /** Whether the passage says what may be: in so many words, or because it holds in the listed cases or where needed. */
    private static boolean allows(Reading said, Source source) {
        boolean needed = source.text().ids().contains("necessary") && said.ids().contains("necessary")
                && !said.actors().contains(Actor.WE);
        boolean inCases = source.passage().isListItem() && source.lead().has(Kind.ONLY);
        boolean reaches = !said.actors().contains(Actor.WE)
                && said.addresses().stream().anyMatch(source.text().addresses()::contains);
        // what information is used for, it may be used for
        boolean used = source.passage().isListItem() && source.lead().ids().contains("use")
                && said.claims().stream().filter(ClaimCheck::isPossible)
                        .allMatch(claim -> claim.ids().contains("use") && claim.actor().isEmpty());
        return source.says(Kind.POSSIBLE) || needed || inCases || reaches || used;
    }

    /** Whether it says what should be; a Chinese word for that opens a condition where it begins a phrase. */
    private static boolean advises(Reading said) {
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            boolean begins = i == 0 || words.get(i - 1).phrase() != words.get(i).phrase();
            if (words.get(i).means("should") && !(begins && words.get(i).is(Kind.CONDITION))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is obliged is so only perhaps, as in "may need to". */
    private static boolean mayNeed(Reading said) {
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(Kind.OBLIGED) && (i == 0 || !words.get(i - 1).is(Kind.POSSIBLE))) {
                return false;
            }
        }
        return said.has(Kind.OBLIGED);
    }

    private static Optional<String> replyFault(Reading said) {
        if (said.opening() == Opening.NONE) {
            return Optional.empty();
        }
        boolean fits = switch (said.opening()) {
            case NO -> denies(said);
            case PARTLY -> said.has(Kind.ONLY) || said.has(Kind.POSSIBLE) || !Conditions.in(said.words()).isEmpty();
            default -> !deniesFirst(said);
        };
        return fits ? Optional.empty() : Optional.of("it begins with the wrong reply");
    }

    /** Whether something in it bears out a "no": a denial, a limit, or that the company keeps something from happening. */
    private static boolean denies(Reading said) {
        boolean hinders = !said.has(Kind.YOU)
                && said.claims().stream().anyMatch(claim -> HINDERING.stream().anyMatch(claim.ids()::contains));
        return said.has(Kind.NEGATION) || said.has(Kind.ONLY) || hinders;
    }

    /** The words of the phrases that begin by conceding something. */
    private static List<Word> conceded(Reading said) {
        Set<Integer> phrases = new HashSet<>();
        for (int i = 0; i < said.words().size(); i++) {
            boolean begins = i == 0 || said.words().get(i - 1).phrase() != said.words().get(i).phrase();
            if (begins && CONCEDING.contains(said.words().get(i).form())) {
                phrases.add(said.words().get(i).phrase());
            }
        }
        return said.words().stream().filter(word -> phrases.contains(word.phrase())).toList();
    }

    /** Whether it limits, or the first that it tells is a denial: that bears out no "yes", whatever it tells then. */
    private static boolean deniesFirst(Reading said) {
        List<Word> words = said.words();
        for (int i = 0; i < words.size(); i++) {
            // "yes, but only in these cases" bears itself out, as does "yes, that is for reference only"
            int phrase = words.get(i).phrase();
            boolean ofAct = said.claims().stream().anyMatch(claim -> words.get(claim.word()).phrase() == phrase);
            if (words.get(i).is(Kind.ONLY) && ofAct && !(i > 0 && words.get(i - 1).is(Kind.BUT))) {
                return true;
            }
        }
        Set<Word> conditional = new HashSet<>(Conditions.wordsIn(said.words()));
        conditional.addAll(conceded(said));
        return said.claims().stream().filter(claim -> !conditional.contains(said.words().get(claim.word()))).findFirst()
                .map(Claim::negated).orElse(said.has(Kind.NEGATION));
    }
}
