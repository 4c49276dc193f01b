package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a sentence claims or denies of a thing, a passage that it cites claims or denies of the same thing, not of a wider one. */
final class ThingCheck implements Comparison {
    private static final Set<String> POINTING = Set.of("such", "it", "this", "these", "此 类", "这 类", "其", "这 些", "此",
            "该");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
        for (Claim claim : said.claims()) {
            List<Source> knowing = sources.stream().filter(source -> !source.claims(claim).isEmpty()).toList();
            Word act = said.words().get(claim.word());
            if (!knowing.isEmpty() && knowing.stream().allMatch(source -> isOfAnother(said, claim, source))) {
                return Optional.of("it says of another thing: " + act.form());
            }
            if (claim.negated() && !knowing.isEmpty()
                    && knowing.stream().allMatch(source -> isWider(said, claim, source))) {
                return Optional.of("it denies more: " + act.form());
            }
        }
        return Optional.empty();
    }

    /** Whether the subject is a thing that the passage speaks of elsewhere, and says this of another. */
    private static boolean isOfAnother(Reading said, Claim claim, Source source) {
        if (claim.actor().isPresent()) {
            return false;
        }
        Set<String> subject = subject(said, claim);
        Set<String> text = new HashSet<>();
        // the label of a list's item names what the rest is about
        for (int clause = source.passage().isListItem() ? 1 : 0; clause < source.text().clauses(); clause++) {
            source.text().clause(clause).forEach(word -> text.addAll(word.contentIds()));
        }
        return !subject.isEmpty() && source.claims(claim).stream().allMatch(known -> {
            List<Word> clause = source.text().clause(source.text().words().get(known.word()).clause());
            Set<String> own = new HashSet<>();
            clause.forEach(word -> own.addAll(word.contentIds()));
            boolean pointing = clause.stream().anyMatch(word -> POINTING.contains(word.surface()));
            return !pointing && !subject(source.text(), known).isEmpty()
                    && subject.stream().anyMatch(id -> text.contains(id) && !own.contains(id));
        });
    }

    /** The things that stand before the act in its phrase. */
    private static Set<String> subject(Reading reading, Claim claim) {
        List<Word> words = reading.words();
        Set<String> things = new HashSet<>();
        for (int i = claim.word() - 1; i >= 0 && words.get(i).phrase() == words.get(claim.word()).phrase(); i--) {
            Word word = words.get(i);
            if (word.is(Kind.PREPOSITION) || word.is(Kind.CONDITION) || word.is(Kind.PURPOSE) || word.isPredicate()) {
                break;
            }
            if (word.is(Kind.THING)) {
                things.addAll(word.contentIds());
            }
        }
        return things;
    }

    /** Whether the passage denies it only of something narrower: to store no complete records is not to store no records. */
    private static boolean isWider(Reading said, Claim claim, Source source) {
        Set<String> ids = said.ids();
        List<Claim> denied = source.claims(claim).stream().filter(Claim::negated).toList();
        return !denied.isEmpty() && denied.stream().noneMatch(known -> ids.containsAll(object(source.text(), known)));
    }

    /** What the act is done to, as far as it is not the reader's or the company's as a whole. */
    private static Set<String> object(Reading reading, Claim claim) {
        List<Word> words = reading.words();
        Set<String> things = new HashSet<>();
        for (int i = claim.word() + 1; i < words.size()
                && words.get(i).phrase() == words.get(claim.word()).phrase(); i++) {
            Word word = words.get(i);
            if (word.is(Kind.YOUR) || word.is(Kind.OUR)) {
                return Set.of();
            }
            if (word.is(Kind.PREPOSITION) || word.is(Kind.PURPOSE) || word.isJoining()) {
                break;
            }
            if (word.is(Kind.THING)) {
                things.addAll(word.contentIds());
            }
        }
        return things;
    }
}
