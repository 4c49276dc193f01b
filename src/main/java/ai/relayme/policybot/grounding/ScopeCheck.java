package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
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

/** A sentence says no more than its passages: it keeps their limits and conditions, and adds no "all", "always" or "only". */
final class ScopeCheck implements Comparison {
    /** Acts by which others are asked for; what they govern has not happened yet. */
    private static final Set<String> REQUESTS = Set.of("request", "object");
    private static final Set<String> CIRCUMSTANCES = Set.of("situation", "extent", "time", "purpose", "ground");
    /** Chinese: what closes a limit as "only" opens one. */
    private static final String LIMIT = "为 限";
    private static final Set<String> OTHER = Set.of("other", "其 他", "其 它");
    /** What says no more than that a list follows. */
    private static final Set<String> POINTING_ON = Set.of("following", "situation");
    private static final Set<String> EARLIER = Set.of("before", "beforehand");
    private static final Set<String> LATER = Set.of("after", "afterwards");
    private static final int LIST_OF_RIGHTS = 4;
    private static final Set<String> RIGHTS = Set.of("right", "request", "object");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
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
            boolean harmless = (begins && word.form().equals("just")) || isOfLabel(i, said, sources)
                    || isAnyOfCondition(i, said) || (word.means("some") && !isBeforeRole(said.words(), i))
                    || limitsCondition(i, said, sources);
            boolean foreign = (word.is(Kind.ALL) || word.is(Kind.ONLY)) && !harmless && !isKnown(word, said, sources);
            if (foreign) {
                return Optional.of("no cited passage says '" + word.form() + "'");
            }
        }
        Optional<String> order = orderFault(said, sources);
        if (order.isPresent()) {
            return order;
        }
        for (Source source : sources) {
            for (int clause = 0; clause < source.text().clauses(); clause++) {
                Optional<String> fault = fault(said, source.text(), clause);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it speaks of other things of the kind that the label of a list's item names. */
    private static boolean isOfLabel(int other, Reading said, List<Source> sources) {
        List<Word> words = said.words();
        if (!words.get(other).means("more") || !OTHER.contains(words.get(other).form())) {
            return false;
        }
        Set<String> kind = new HashSet<>();
        for (int i = other + 1; i < words.size() && words.get(i).phrase() == words.get(other).phrase(); i++) {
            kind.addAll(words.get(i).contentIds());
        }
        return !kind.isEmpty() && sources.stream().filter(source -> source.passage().isListItem())
                .flatMap(source -> source.text().clause(0).stream()).flatMap(word -> word.contentIds().stream())
                .collect(Collectors.toSet()).containsAll(kind);
    }

    /** English: "before any data is transferred" and "any sharing is limited" say no more than without the "any". */
    private static boolean isAnyOfCondition(int any, Reading said) {
        List<Word> words = said.words();
        if (!words.get(any).form().equals("ani") || any + 1 == words.size()
                || words.get(any + 1).contentIds().stream().anyMatch(CIRCUMSTANCES::contains)) {
            return false;
        }
        boolean limited = words.stream()
                .anyMatch(word -> word.phrase() == words.get(any).phrase() && word.is(Kind.ONLY));
        return limited || Conditions.in(words).stream().anyMatch(condition -> condition.contains(words.get(any)));
    }

    /** Whether "only" stands with a condition that a passage has as well: what is so if something is, is so only then. */
    private static boolean limitsCondition(int only, Reading said, List<Source> sources) {
        List<Word> words = said.words();
        if (!words.get(only).is(Kind.ONLY) || only + 1 == words.size()) {
            return false;
        }
        Set<String> keys = new HashSet<>();
        for (List<Word> condition : Conditions.in(words)) {
            boolean own = condition.contains(words.get(only)) || condition.getFirst().equals(words.get(only + 1));
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
                boolean none = reading.has(Kind.NEGATION) && ((ids.contains("any") && said.has(Kind.NEGATION))
                        || (ids.contains("total") && isDenied(word, said) && isWhole(reading)));
                if (same || none) {
                    return true;
                }
            }
        }
        return false;
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

    private static Optional<String> fault(Reading said, Reading text, int clause) {
        List<Word> words = text.clause(clause);
        List<Claim> claims = text.claims().stream().filter(claim -> text.words().get(claim.word()).clause() == clause)
                .toList();
        Set<Word> conditional = new HashSet<>();
        Conditions.in(said.words()).forEach(conditional::addAll);
        List<Claim> asserted = said.claims().stream()
                .filter(claim -> !conditional.contains(said.words().get(claim.word())))
                .toList();
        List<Claim> kept = claims.stream().filter(claim -> asserted.stream().anyMatch(claim::sharesAct)).toList();
        if (!claims.isEmpty() && kept.isEmpty()) {
            return Optional.empty();
        }
        if (clause > 0 && isOnlyNamed(said, asserted, claims, text)) {
            return Optional.empty();
        }
        Set<String> ids = said.ids();
        Optional<String> limit = limitFault(ids, words).or(() -> onlyFault(said, text, words));
        if (limit.isPresent()) {
            return limit;
        }
        for (Claim request : claims) {
            boolean governs = !request.actor().equals(Optional.of(Actor.WE))
                    && REQUESTS.stream().anyMatch(request.ids()::contains)
                    && kept.stream().anyMatch(claim -> claim.word() > request.word() && !claim.control());
            if (governs && RIGHTS.stream().noneMatch(ids::contains) && !said.has(Kind.POSSIBLE)) {
                return Optional.of("it leaves out that this is asked for");
            }
        }
        return conditionFault(said, text, words, kept);
    }

    /** Whether the sentence takes no more from an item of a list than the label before its colon, and only names it. */
    private static boolean isOnlyNamed(Reading said, List<Claim> asserted, List<Claim> claims, Reading text) {
        Set<String> label = new HashSet<>();
        text.clause(0).forEach(word -> label.addAll(word.contentIds()));
        Set<Integer> phrases = said.words().stream()
                .filter(word -> word.contentIds().stream().anyMatch(label::contains))
                .map(Word::phrase).collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        said.words().stream().filter(word -> phrases.contains(word.phrase()))
                .forEach(word -> taken.addAll(word.contentIds()));
        taken.retainAll(text.contentIds());
        boolean rights = said.ids().contains("right")
                && said.listLengths().stream().anyMatch(length -> length >= LIST_OF_RIGHTS);
        boolean told = !rights && asserted.stream().anyMatch(claim -> (claim.modality() != Claim.Modality.OPEN
                || isVerb(claim.word(), said.words()))
                && (claims.stream().anyMatch(claim::sharesAct) || claim.ids().stream().anyMatch(label::contains)));
        return !taken.isEmpty() && (rights || label.containsAll(taken)) && !told;
    }

    /** English: whether a word that may be a noun is a verb, as in "to have it deleted". */
    private static boolean isVerb(int i, List<Word> words) {
        boolean infinitive = i > 0 && words.get(i - 1).form().equals("to") && !words.get(i).surface().endsWith("ing");
        return words.get(i).surface().endsWith("ed") || infinitive;
    }

    /** A limit of something that the sentence speaks of is missing. */
    private static Optional<String> limitFault(Set<String> ids, List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).is(Kind.LIMITER)) {
                continue;
            }
            Set<String> limits = new HashSet<>();
            int at = i;
            while (at < words.size() && !(words.get(at).isContent() && !words.get(at).is(Kind.LIMITER))
                    && words.get(at).phrase() == words.get(i).phrase()) {
                if (words.get(at).is(Kind.LIMITER)) {
                    limits.addAll(words.get(at).contentIds());
                }
                at++;
            }
            // of a compound the last word is what is limited
            while (at + 1 < words.size() && words.get(at + 1).phrase() == words.get(i).phrase()
                    && words.get(at).is(Kind.THING) && words.get(at + 1).is(Kind.THING)
                    && words.get(at + 1).isContent()) {
                at++;
            }
            boolean hasLimited = at < words.size() && words.get(at).phrase() == words.get(i).phrase();
            // a limit of time, extent, purpose or circumstance limits the act
            boolean speaksOfIt = !hasLimited || words.get(at).contentIds().stream().anyMatch(CIRCUMSTANCES::contains)
                    || words.get(at).contentIds().stream().anyMatch(ids::contains);
            if (speaksOfIt && limits.stream().noneMatch(ids::contains) && !hasExample(ids, words, i)) {
                return Optional.of("it leaves out '" + words.get(i).form() + "'");
            }
            i = Math.max(i, at - 1);
        }
        return Optional.empty();
    }

    /** Whether the sentence names what the phrase after the limited one gives as its example. */
    private static boolean hasExample(Set<String> ids, List<Word> words, int limit) {
        List<Word> next = words.stream().filter(word -> word.phrase() == words.get(limit).phrase() + 1).toList();
        return !next.isEmpty() && next.stream().allMatch(word -> word.is(Kind.THING) || word.is(Kind.LIGHT))
                && next.stream().anyMatch(word -> word.contentIds().stream().anyMatch(ids::contains));
    }

    /** An "only" of something that the sentence speaks of is missing. */
    private static Optional<String> onlyFault(Reading said, Reading text, List<Word> words) {
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
                needed += spoken ? 1 : 0;
                if (spoken) {
                    limited.addAll(region);
                }
            }
        }
        // what the passage speaks of elsewhere too may stand before the "only"
        text.words().stream().filter(word -> !words.contains(word))
                .forEach(word -> limited.removeAll(word.contentIds()));
        if (needed > 1 && isBefore(said.words(), limited)) {
            // one "only" reaches over all that is joined after it
            return Optional.empty();
        }
        long kept = said.words().stream().filter(
                word -> word.is(Kind.ONLY) || word.is(Kind.EXCEPTION) || word.surface().endsWith(LIMIT)).count();
        return kept < needed ? Optional.of("it leaves out 'only'") : Optional.empty();
    }

    /** Chinese: what an act is limited by stands before it. */
    private static boolean isHanAct(Word word) {
        return word.isPredicate() && word.tokens().getFirst().isHan();
    }

    /** A word of it is kept; of a list that it opens, one that the sentence makes a condition or calls a case as well. */
    private static boolean isKept(List<Word> condition, Set<String> content, Set<String> ids, Set<String> conditional) {
        int phrase = condition.getFirst().phrase();
        boolean called = ids.contains("situation") && content.stream().anyMatch(ids::contains);
        return called || content.stream().anyMatch(conditional::contains) || condition.stream()
                .filter(word -> word.phrase() == phrase).anyMatch(word -> word.keys().stream().anyMatch(ids::contains));
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

    /** A condition under which an act stands that the sentence names is missing. */
    private static Optional<String> conditionFault(Reading said, Reading text, List<Word> words, List<Claim> kept) {
        Set<String> ids = new HashSet<>();
        said.words().forEach(word -> ids.addAll(word.keys()));
        Set<String> conditional = new HashSet<>();
        Conditions.in(said.words()).forEach(own -> own.forEach(word -> conditional.addAll(word.keys())));
        for (List<Word> condition : Conditions.in(words)) {
            Set<Word> inside = new HashSet<>(condition);
            boolean outside = kept.stream().anyMatch(claim -> !inside.contains(text.words().get(claim.word())));
            Set<String> content = new HashSet<>();
            condition.forEach(word -> content.addAll(word.keys()));
            boolean pointsOn = POINTING_ON.containsAll(content) && said.has(Kind.ONLY);
            if (outside && !pointsOn && !content.isEmpty() && !isKept(condition, content, ids, conditional)) {
                return Optional.of("it leaves out the condition '" + condition.getFirst().form() + " …'");
            }
        }
        return Optional.empty();
    }
}
