package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a sentence claims or denies of a thing, a passage that it cites claims or denies of the same thing, not of a wider one. */
final class ThingCheck implements Comparison {
    private static final Set<String> MAKING = Set.of("make", "made", "作 出", "做 出");
    private static final Set<String> POINTING = Set.of("such", "it", "this", "these", "此 类", "这 类", "其", "这 些", "此",
            "该");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
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
        for (Source source : sources) {
            Optional<String> fault = denied(source.text()).stream().filter(thing -> affirms(said, thing, source))
                    .findFirst().map(thing -> "the passage speaks of '" + thing + "' only to deny it");
            if (fault.isPresent()) {
                return fault;
            }
        }
        return deniedMaking(said, sources).or(() -> mixed(said, sources));
    }

    /** What somebody is said not to make, such as efforts, a passage does not speak of as made. */
    private static Optional<String> deniedMaking(Reading said, List<Source> sources) {
        List<Word> words = said.words();
        for (int i = 1; i < words.size(); i++) {
            int act = i;
            if (!words.get(i - 1).is(Kind.NEGATION) || !MAKING.contains(words.get(i).form())) {
                continue;
            }
            Optional<Word> made = words.stream().skip(i + 1L).filter(word -> word.phrase() == words.get(act).phrase())
                    .filter(word -> word.is(Kind.THING) && !word.is(Kind.LIMITER)).findFirst();
            if (made.isPresent() && sources.stream().anyMatch(source -> isMade(made.get(), source.text()))) {
                return Optional.of("it denies more: " + made.get().form());
            }
        }
        return Optional.empty();
    }

    /** Whether the text speaks of the thing in a phrase that denies nothing. */
    private static boolean isMade(Word thing, Reading text) {
        return text.words().stream().filter(word -> word.contentIds().stream().anyMatch(thing.contentIds()::contains))
                .anyMatch(word -> text.words().stream()
                        .noneMatch(other -> other.phrase() == word.phrase() && other.is(Kind.NEGATION)));
    }

    /** A limited thing, such as the complete card data, that is spoken of. */
    private record Limited(String limit, String thing) {}

    /** The limited things that an act is denied of, and nothing else is said of. */
    private static Set<Limited> denied(Reading text) {
        Set<Limited> denied = new HashSet<>();
        for (Claim claim : text.claims()) {
            if (claim.negated()) {
                denied.addAll(limited(text, claim.word() + 1, text.words().get(claim.word()).phrase()));
            }
        }
        return denied;
    }

    private static Set<Limited> limited(Reading text, int from, int phrase) {
        Set<Limited> things = new HashSet<>();
        List<Word> words = text.words();
        for (int i = from; i < words.size(); i++) {
            if (words.get(i).phrase() != phrase || !words.get(i).is(Kind.LIMITER)) {
                continue;
            }
            int at = i + 1;
            while (at < words.size() && words.get(at).phrase() == phrase && !words.get(at).isContent()) {
                at++;
            }
            if (at < words.size() && words.get(at).phrase() == phrase && words.get(at).is(Kind.THING)) {
                for (String limit : words.get(i).contentIds()) {
                    words.get(at).contentIds().forEach(thing -> things.add(new Limited(limit, thing)));
                }
            }
        }
        return things;
    }

    /** Whether a clause that denies nothing speaks of the thing, and says nothing of it that the passage says too. */
    private static boolean affirms(Reading said, Limited thing, Source source) {
        for (int clause = 0; clause < said.clauses(); clause++) {
            List<Word> words = said.clause(clause);
            boolean denies = words.stream().anyMatch(word -> word.is(Kind.NEGATION) || word.is(Kind.EXCEPTION));
            int own = clause;
            boolean speaks = words.stream().map(Word::phrase).distinct()
                    .anyMatch(phrase -> limited(said, 0, phrase).contains(thing));
            boolean known = said.claims().stream().filter(claim -> said.words().get(claim.word()).clause() == own)
                    .anyMatch(claim -> source.claims(claim).stream()
                            .anyMatch(other -> !other.negated() && (other.modality() != Claim.Modality.OPEN
                                    || isPointing(source.text(), other))));
            if (speaks && !denies && !known) {
                return true;
            }
        }
        return false;
    }

    /** A phrase that tells nothing by an act does not say of one thing what a passage says of another. */
    private static Optional<String> mixed(Reading said, List<Source> sources) {
        for (int clause = 0; clause < said.clauses(); clause++) {
            for (List<Word> phrase : phrases(said.clause(clause))) {
                int only = 0;
                while (only < phrase.size() && !phrase.get(only).is(Kind.ONLY)) {
                    only++;
                }
                Set<String> subject = things(phrase.subList(0, only));
                Set<String> rest = things(phrase.subList(only, phrase.size()));
                if (!subject.isEmpty() && !rest.isEmpty()
                        && sources.stream().allMatch(source -> areApart(subject, rest, source.text()))) {
                    return Optional.of("the passage says that of another thing than " + subject.iterator().next());
                }
            }
        }
        return Optional.empty();
    }

    private static List<List<Word>> phrases(List<Word> words) {
        List<List<Word>> phrases = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).phrase() != words.get(from).phrase()) {
                phrases.add(words.subList(from, i));
                from = i;
            }
        }
        return phrases;
    }

    private static Set<String> things(List<Word> words) {
        Set<String> things = new HashSet<>();
        words.stream().filter(word -> word.is(Kind.THING) && word.isContent())
                .forEach(word -> things.addAll(word.contentIds()));
        return things;
    }

    /** Whether the text speaks of the one and of the other, and never of both together. */
    private static boolean areApart(Set<String> some, Set<String> others, Reading text) {
        boolean one = false;
        boolean other = false;
        for (int clause = 0; clause < text.clauses(); clause++) {
            Set<String> ids = new HashSet<>();
            text.clause(clause).forEach(word -> ids.addAll(word.contentIds()));
            boolean pointing = text.clause(clause).stream().anyMatch(word -> POINTING.contains(word.surface()));
            boolean hasOne = pointing || some.stream().anyMatch(ids::contains);
            boolean hasOther = others.stream().anyMatch(ids::contains);
            if (hasOne && hasOther) {
                return false;
            }
            one |= hasOne;
            other |= hasOther;
        }
        return one && other;
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
            return !isPointing(source.text(), known) && !subject(source.text(), known).isEmpty()
                    && subject.stream().anyMatch(id -> text.contains(id) && !own.contains(id));
        });
    }

    /** Whether the clause of the act points back to what was spoken of before. */
    private static boolean isPointing(Reading text, Claim act) {
        return text.clause(text.words().get(act.word()).clause()).stream()
                .anyMatch(word -> POINTING.contains(word.surface()));
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
