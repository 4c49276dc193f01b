package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Claim.Modality;
import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whatever a sentence says that somebody does, may, must or does not do, a passage that it cites says as well. */
final class ClaimCheck implements Comparison {
    /** Acts whose object is what somebody has by them, as the efforts that one makes. */
    private static final Set<String> MAKING = Set.of("make", "made", "take", "have", "has", "作 出");

    private static final Set<String> CARRYING = Set.of("obtain", "provide", "take-measures");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        Set<Word> conditional = Conditions.wordsIn(said.words());
        for (Claim claim : said.claims()) {
            boolean asked = said.claims().stream().anyMatch(other -> other.control() && other.ids().contains("request")
                    && other.word() < claim.word()
                    && said.words().get(other.word()).clause() == said.words().get(claim.word()).clause()
                    && other.actor().equals(Optional.of(Actor.YOU)));
            boolean named = said.ids().contains("right") && !claim.actor().equals(Optional.of(Actor.WE))
                    && claim.modality() != Modality.OBLIGED && !claim.negated()
                    && sources.stream().anyMatch(source -> source.claims(claim).stream().anyMatch(
                            known -> isAsked(known, source.text())));
            if (isGeneric(claim, said) && sources.stream().anyMatch(source -> isHeaded(claim, source))) {
                continue;
            }
            boolean having = conditional.contains(said.words().get(claim.word()))
                    && said.words().get(claim.word()).is(Kind.HABIT);
            if (having) {
                continue;
            }
            boolean loose = conditional.contains(said.words().get(claim.word()))
                    || ((asked || named) && !claim.control());
            Claim compared = named && !claim.control() ? claim.named() : loose ? claim.inAnyModality() : claim;
            Optional<String> fault = fault(carried(compared, said, sources), asked || named,
                    said.words().get(claim.word()), sources);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return actorFault(said, sources).or(() -> ownerFault(said, sources));
    }

    /** Of an act that no passage knows and that only carries another, as in "will receive notice", that other act. */
    private static Claim carried(Claim claim, Reading said, List<Source> sources) {
        if (CARRYING.stream().noneMatch(claim.ids()::contains)
                || sources.stream().anyMatch(source -> source.knows(claim))) {
            return claim;
        }
        return said.claims().stream()
                .filter(next -> next.word() > claim.word() && next.modality() == Modality.OPEN && said.words()
                        .get(next.word()).phrase() == said.words().get(claim.word()).phrase())
                .findFirst().filter(next -> sources.stream().anyMatch(source -> source.knows(next)))
                .map(next -> next.meantAs(claim)).orElse(claim);
    }

    /** Whether an act is one that is asked for, which is what a right to it means. */
    private static boolean isAsked(Claim act, Reading text) {
        return text.claims().stream().anyMatch(other -> other.control() && other.word() < act.word()
                && text.words().get(other.word()).clause() == text.words().get(act.word()).clause());
    }

    /** Where no act tells, the subject of the sentence is one of the subjects of the passages. */
    private static Optional<String> actorFault(Reading said, List<Source> sources) {
        if (said.actor().isEmpty() || said.claims().stream()
                .anyMatch(claim -> (claim.actor().isPresent() || claim.modality() != Modality.OPEN)
                        && sources.stream().anyMatch(source -> source.knows(claim)))) {
            return Optional.empty();
        }
        Set<Actor> actors = new HashSet<>();
        for (Source source : sources) {
            actors.addAll(source.text().actors());
            actors.addAll(source.lead().actors());
            source.text().claims().forEach(claim -> claim.actor().ifPresent(actors::add));
        }
        return actors.isEmpty() || actors.contains(said.actor().get())
                ? Optional.empty()
                : Optional.of("it speaks of " + said.actor().get());
    }

    /** Whether the claim holds only in the cases that a list has, so that it is no more than possible. */
    private static boolean isCase(Claim known, Source source) {
        return source.passage().isListItem() && known.restricted();
    }

    private static Optional<String> fault(Claim claim, boolean asked, Word word, List<Source> sources) {
        List<String> faults = new ArrayList<>();
        for (Source source : sources) {
            List<Claim> same = source.claims(claim);
            boolean named = same.stream().allMatch(known -> known.modality() == Modality.OPEN);
            if (named && isTitle(claim, source)) {
                return Optional.empty();
            }
            Optional<String> fault = same.isEmpty()
                    ? above(claim, asked, word, source)
                    : against(claim, asked, word, same, source);
            // that one passage does not tell is no ground for denying what another tells
            boolean told = !same.isEmpty() || (source.has(word) && !claim.negated());
            if (fault.isEmpty() && told) {
                return Optional.empty();
            }
            fault.ifPresent(faults::add);
        }
        // an act that no passage knows is a matter of support
        return faults.stream().findFirst();
    }

    /** Whether the heading says that it is so, as "Information We Collect" does. */
    private static boolean isTitle(Claim claim, Source source) {
        return claim.modality() == Modality.PLAIN && isHeaded(claim, source)
                && source.heading().claims().stream().filter(claim::sharesAct)
                        .anyMatch(title -> title.actor().equals(claim.actor()));
    }

    /** Whether the heading says that the company does it. */
    private static boolean isHeaded(Claim claim, Source source) {
        return !claim.negated() && source.heading().claims().stream().filter(claim::sharesAct)
                .anyMatch(title -> title.actor().equals(Optional.of(Actor.WE)) && !title.negated());
    }

    /** Whether it is told of no thing but information as such, as in "we collect information in order to". */
    private static boolean isGeneric(Claim claim, Reading said) {
        boolean ours = claim.actor().isEmpty() || claim.actor().equals(Optional.of(Actor.WE));
        List<Word> words = said.words();
        List<Word> object = words.subList(claim.word() + 1, words.size()).stream()
                .takeWhile(word -> !word.is(Kind.PURPOSE) && !word.form().equals("to")).toList();
        boolean aimed = claim.word() + 1 + object.size() < words.size();
        return ours && aimed && claim.modality() == Modality.PLAIN
                && words.subList(0, claim.word()).stream().noneMatch(Word::isContent)
                && object.stream().noneMatch(Word::isContent);
    }

    /** Against the paragraph that leads the list and the heading, where the passage itself does not name the act. */
    private static Optional<String> above(Claim claim, boolean asked, Word word, Source source) {
        List<Claim> lead = source.lead().claims().stream().filter(claim::sharesAct).toList();
        List<Claim> heading = source.heading().claims().stream().filter(claim::sharesAct).toList();
        if (lead.isEmpty() && heading.isEmpty()) {
            return Optional.empty();
        }
        if (claim.modality() == Modality.PLAIN || lead.isEmpty()) {
            List<Claim> both = new ArrayList<>(lead);
            heading.stream().filter(title -> lead.isEmpty() || title.actor().isPresent()).forEach(both::add);
            return against(claim, asked, word, both, source);
        }
        return against(claim, asked, word, lead, source);
    }

    private static Optional<String> against(Claim claim, boolean asked, Word word, List<Claim> known,
            Source source) {
        List<Claim> left = known.stream().filter(other -> other.negated() == claim.negated()).toList();
        if (left.isEmpty()) {
            return Optional.of((claim.negated() ? "it denies " : "it affirms ") + word.form());
        }
        List<Claim> finite = left.stream().filter(other -> other.modality() != Modality.OPEN).toList();
        boolean any = finite.isEmpty() || claim.modality() == Modality.OPEN;
        left = (any ? left : finite).stream().filter(other -> agrees(claim, other, source)).toList();
        if (left.isEmpty()) {
            return Optional.of("it says of " + word.form() + " that it is " + claim.modality());
        }
        if (claim.actor().isPresent()) {
            Actor actor = claim.actor().get();
            left = left.stream().filter(other -> (actor == Actor.OTHERS && isOfStaff(other, source.text()))
                    || actor(other, asked, source).map(actor::equals).orElse(true))
                    .toList();
            if (left.isEmpty()) {
                return Optional.of("it has " + actor + " do " + word.form());
            }
        }
        boolean ledOnly = !source.claims(claim).containsAll(known);
        if (!claim.restricted() && !ledOnly && left.stream().allMatch(Claim::restricted) && !claim.negated()
                && claim.modality() != Modality.OPEN) {
            return Optional.of("it leaves out that only this is so of " + word.form());
        }
        return Optional.empty();
    }

    /** Chinese: whether the company's own people are the subject, whom the sentence may speak of as "they". */
    private static boolean isOfStaff(Claim claim, Reading text) {
        if (!text.claims().contains(claim)) {
            // it stands above the passage
            return false;
        }
        Word act = text.words().get(claim.word());
        return text.words().subList(0, claim.word()).stream()
                .anyMatch(word -> word.phrase() == act.phrase() && word.means("staff"));
    }

    /** Who acts in the passage; items of a list go on with who acts above them. */
    private static Optional<Actor> actor(Claim claim, boolean asked, Source source) {
        boolean plainHan = claim.modality() == Modality.PLAIN && claim.word() < source.text().words().size()
                && source.text().words().get(claim.word()).tokens().getFirst().isHan();
        if (claim.actor().isPresent() || (claim.modality() != Modality.OPEN && !plainHan)) {
            return claim.actor();
        }
        return claim.describing() || (asked && !claim.control()) ? Optional.empty() : source.leadingActor();
    }

    /** Whether the act stands in a condition: where something has to be met, it must be. */
    static boolean isCondition(Claim claim, Reading text) {
        Set<Word> inside = Conditions.wordsIn(text.words());
        return text.claims().stream().filter(claim::sharesAct)
                .anyMatch(known -> inside.contains(text.words().get(known.word())));
    }

    private static boolean agrees(Claim claim, Claim known, Source source) {
        if (claim.modality() == Modality.OBLIGED && isCondition(known, source.text())) {
            return true;
        }
        if (claim.modality() == Modality.OPEN) {
            return true;
        }
        boolean told = known.modality() == Modality.OPEN || known.modality() == Modality.PLAIN;
        boolean asked = told && source.text().ids().contains("please");
        if (claim.modality() == Modality.ADVISED && known.modality() != Modality.ADVISED) {
            // who asks the reader to do it says that it should be done
            return asked;
        }
        if (claim.modality() == Modality.OBLIGED && asked) {
            return true;
        }
        if (claim.negated()) {
            return (claim.modality() == Modality.OBLIGED) == (known.modality() == Modality.OBLIGED);
        }
        return switch (known.modality()) {
            case OPEN -> switch (claim.modality()) {
                case OBLIGED, ADVISED -> false;
                case FUTURE, PLAIN -> !source.isLedByPossibility() || known.actor().isPresent();
                default -> true;
            };
            case PLAIN -> claim.modality() == Modality.PLAIN
                    || (claim.modality() == Modality.FUTURE && !isCase(known, source))
                    || (isPossible(claim) && claim.actor().isEmpty() && claim.ids().contains("use"))
                    || (claim.modality() == Modality.ABLE && claim.ids().contains("use"))
                    || (isPossible(claim) && isCase(known, source));
            case FUTURE -> claim.modality() == Modality.PLAIN || claim.modality() == Modality.FUTURE;
            case POSSIBLE, ABLE -> claim.modality() == Modality.POSSIBLE || claim.modality() == Modality.ABLE;
            default -> claim.modality() == known.modality();
        };
    }

    /** Whether it says only what may or can be. */
    static boolean isPossible(Claim claim) {
        return claim.modality() == Modality.POSSIBLE || claim.modality() == Modality.ABLE;
    }

    /** What is yours is not ours. */
    private static Optional<String> ownerFault(Reading said, List<Source> sources) {
        Set<String> known = new HashSet<>();
        for (Source source : sources) {
            known.addAll(owned(source.text()));
            known.addAll(owned(source.lead()));
            known.addAll(owned(source.heading()));
        }
        for (String pair : owned(said)) {
            String thing = pair.substring(pair.indexOf(' '));
            if (pair.equals("our information") && !known.contains(pair)) {
                return Optional.of("it says that the information is ours, and no passage does");
            }
            boolean contradicted = known.stream().anyMatch(other -> other.endsWith(thing)) && !known.contains(pair);
            if (contradicted) {
                return Optional.of("it says whose" + thing + " it is, and the passage does not");
            }
        }
        return Optional.empty();
    }

    private static Set<String> owned(Reading reading) {
        Set<String> pairs = new HashSet<>();
        List<Word> words = reading.words();
        for (int i = 0; i + 1 < words.size(); i++) {
            Word owner = words.get(i);
            boolean makes = MAKING.contains(words.get(i + 1).form());
            boolean ours = owner.is(Kind.OUR) || (makes && owner.is(Kind.WE));
            boolean yours = owner.is(Kind.YOUR) || (makes && owner.is(Kind.YOU));
            int thing = makes ? i + 2 : i + 1;
            while ((ours || yours) && thing < words.size() && words.get(thing).phrase() == owner.phrase()) {
                for (Meaning meaning : words.get(thing).meanings()) {
                    pairs.add((ours ? "our " : "your ") + meaning.id());
                }
                if (!words.get(thing).is(Kind.LIMITER)) {
                    break;
                }
                thing++;
            }
        }
        return pairs;
    }
}
