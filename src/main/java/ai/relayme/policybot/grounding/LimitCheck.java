package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A sentence keeps the limits and conditions of what it takes from its passages. */
final class LimitCheck implements Comparison {
    /** What says no more than that a list follows. */
    private static final Set<String> POINTING_ON = Set.of("following", "situation");
    private static final String INFORMATION = "information";
    private static final int LIST_OF_RIGHTS = 4;
    private static final Set<String> RIGHTS = Set.of("right", "request", "object");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        for (Source source : sources) {
            for (int clause = 0; clause < source.text().clauses(); clause++) {
                Optional<String> fault = fault(said, source, clause, sources);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Reading said, Source source, int clause, List<Source> sources) {
        Reading text = source.text();
        List<Word> words = text.clause(clause);
        List<Claim> claims = text.claims().stream().filter(claim -> text.words().get(claim.word()).clause() == clause)
                .toList();
        Set<Word> conditional = Conditions.wordsIn(said.words());
        List<Claim> asserted = said.claims().stream()
                .filter(claim -> !conditional.contains(said.words().get(claim.word())))
                .toList();
        List<Claim> kept = claims.stream().filter(claim -> asserted.stream().anyMatch(claim::sharesAct)).toList();
        if (!claims.isEmpty() && kept.isEmpty()) {
            return ledFault(said, asserted, claims, source, clause);
        }
        if (clause > 0 && source.passage().isListItem() && isOnlyNamed(said, asserted, claims, text, words, sources)) {
            return Optional.empty();
        }
        Set<String> ids = said.ids();
        Optional<String> limit = limitFault(ids, Pointing.isToPeople(said) ? narrowing(words) : words,
                firstAct(kept, text, clause))
                .or(() -> OnlyLimit.fault(said, text, words));
        if (limit.isPresent()) {
            return limit;
        }
        for (Claim request : claims) {
            boolean governs = !request.actor().equals(Optional.of(Actor.WE))
                    && Supposed.REQUESTS.stream().anyMatch(request.ids()::contains)
                    && kept.stream().anyMatch(claim -> claim.word() > request.word() && !claim.control());
            if (governs && RIGHTS.stream().noneMatch(ids::contains) && !said.has(Kind.POSSIBLE)) {
                return Optional.of("it leaves out that this is asked for");
            }
        }
        return conditionFault(said, text, words, kept);
    }

    /** Whether the sentence takes no more from an item of a list than the label before its colon, and only names it. */
    private static boolean isOnlyNamed(Reading said, List<Claim> asserted, List<Claim> claims, Reading text,
            List<Word> clause, List<Source> sources) {
        Set<String> label = new HashSet<>();
        text.clause(0).forEach(word -> label.addAll(word.contentIds()));
        Set<String> taken = new HashSet<>();
        for (List<Word> part : SupportCheck.parts(said)) {
            if (part.stream().anyMatch(word -> word.contentIds().stream().anyMatch(label::contains))) {
                part.forEach(word -> taken.addAll(word.contentIds()));
            }
        }
        taken.retainAll(text.contentIds());
        if (taken.isEmpty()) {
            return false;
        }
        boolean rights = said.ids().contains("right")
                && sources.stream().filter(item -> item.passage().isListItem()).count() >= LIST_OF_RIGHTS
                && said.listLengths().stream().anyMatch(length -> length >= LIST_OF_RIGHTS);
        return rights || (label.containsAll(taken) && !isTold(said, asserted, claims, text, label)
                && !isRetold(said, asserted, claims, clause, label));
    }

    /** Whether an act of the item or of its label is told, and not only named by the whole label. */
    private static boolean isTold(Reading said, List<Claim> asserted, List<Claim> claims, Reading text,
            Set<String> label) {
        return asserted.stream().filter(claim -> !isLabel(claim.word(), said.words(), text.clause(0)))
                .filter(claim -> claim.modality() != Claim.Modality.OPEN || isVerb(claim.word(), said.words()))
                .anyMatch(claim -> claims.stream().anyMatch(claim::sharesAct)
                        || claim.ids().stream().anyMatch(label::contains));
    }

    /** Whether the word belongs to a run that is the whole label: "staff training" names, where "we train staff" tells. */
    private static boolean isLabel(int word, List<Word> words, List<Word> label) {
        List<String> forms = label.stream().map(Word::form).toList();
        return IntStream.rangeClosed(Math.max(0, word - forms.size() + 1), word)
                .filter(start -> start + forms.size() <= words.size()).anyMatch(start -> words
                        .subList(start, start + forms.size()).stream().map(Word::form).toList().equals(forms));
    }

    /** Whether the sentence has an act of the clause, and beside it what the clause says it of and the label does not name. */
    private static boolean isRetold(Reading said, List<Claim> asserted, List<Claim> claims, List<Word> clause,
            Set<String> label) {
        Set<String> own = new HashSet<>();
        clause.forEach(word -> own.addAll(word.contentIds()));
        own.removeAll(label);
        return asserted.stream().filter(claim -> claims.stream().anyMatch(claim::sharesAct))
                .map(claim -> said.words().get(claim.word()))
                .anyMatch(
                        act -> said.words().stream().filter(word -> word.phrase() == act.phrase() && !word.equals(act))
                                .filter(word -> word.contentIds().stream().anyMatch(own::contains)).count() > 1);
    }

    /**
     * Where the sentence has no act of a clause that begins with a condition: the condition is kept if the clause only tells
     * what somebody has and the sentence speaks of that, or if the sentence takes the clause as a case of what leads its list.
     */
    private static Optional<String> ledFault(Reading said, List<Claim> asserted, List<Claim> claims, Source source,
            int clause) {
        List<Word> words = source.text().clause(clause);
        Optional<List<Word>> leading = Conditions.in(words).stream()
                .filter(condition -> condition.getFirst().equals(words.getFirst())).findFirst();
        if (leading.isEmpty()) {
            return Optional.empty();
        }
        Set<Word> condition = new HashSet<>(leading.get());
        Set<String> content = said.contentIds();
        boolean having = claims.stream().map(claim -> source.text().words().get(claim.word()))
                .allMatch(word -> condition.contains(word) || word.is(Kind.HABIT) || word.is(Kind.THING));
        boolean speaks = words.stream().filter(word -> !condition.contains(word))
                .anyMatch(word -> word.contentIds().stream().anyMatch(content::contains));
        boolean hedged = said.words().stream().anyMatch(word -> word.means("may")
                && (!word.means("right") || word.surface().startsWith("may") || word.form().startsWith("可 能")));
        boolean has = having && speaks && !hedged;
        Set<String> label = new HashSet<>();
        source.text().clause(0).forEach(word -> label.addAll(word.contentIds()));
        boolean isCase = source.passage().isListItem() && clause > 0
                && source.lead().claims().stream().filter(claim -> !claim.negated())
                        .anyMatch(lead -> asserted.stream().anyMatch(lead::sharesAct))
                && words.stream().flatMap(word -> word.contentIds().stream())
                        .anyMatch(id -> content.contains(id) && !label.contains(id));
        return has || isCase
                ? conditionFault(said, leading.get())
                : Optional.empty();
    }

    /** English: whether a word that may be a noun is a verb, as in "to have it deleted". */
    private static boolean isVerb(int i, List<Word> words) {
        boolean infinitive = i > 0 && words.get(i - 1).form().equals("to") && !words.get(i).surface().endsWith("ing");
        return words.get(i).surface().endsWith("ed") || infinitive;
    }

    /** Where among the words of the clause the first act stands that the sentence has as well. */
    private static int firstAct(List<Claim> kept, Reading text, int clause) {
        int start = 0;
        while (text.words().get(start).clause() != clause) {
            start++;
        }
        int offset = start;
        return kept.stream().mapToInt(claim -> claim.word() - offset).min().orElse(0);
    }

    /** Whether a limit is one of information as such, and what it stands before only tells what for: "critical data to reduce". */
    private static boolean endsBeforePurpose(List<Word> limited) {
        for (Word word : limited) {
            if (word.is(Kind.PURPOSE) || word.form().equals("to")) {
                return true;
            }
            if (word.isContent() && !word.is(Kind.LIMITER)) {
                return false;
            }
        }
        return false;
    }

    /** The words without those that only say which people are meant. */
    private static List<Word> narrowing(List<Word> words) {
        return words.stream().filter(word -> !word.means("relevant")).toList();
    }

    /** A limit of something that the sentence speaks of is missing. */
    private static Optional<String> limitFault(Set<String> ids, List<Word> words, int firstAct) {
        for (int i = 0; i < words.size(); i++) {
            if (!isLimiter(words, i) || (i < firstAct && endsBeforePurpose(words.subList(i, firstAct)))) {
                continue;
            }
            Set<String> limits = new HashSet<>();
            int at = i;
            while (at < words.size() && !(words.get(at).isContent() && !isLimiter(words, at))
                    && !words.get(at).means(INFORMATION) && words.get(at).phrase() == words.get(i).phrase()) {
                if (isLimiter(words, at)) {
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
            boolean speaksOfIt = !hasLimited
                    || words.get(at).contentIds().stream().anyMatch(Conditions.CIRCUMSTANCES::contains)
                    || (words.get(at).means(INFORMATION) && ids.contains(INFORMATION))
                    || words.get(at).contentIds().stream().anyMatch(ids::contains);
            if (speaksOfIt && limits.stream().noneMatch(ids::contains) && !hasExample(ids, words, i)) {
                return Optional.of("it leaves out '" + words.get(i).form() + "'");
            }
            i = Math.max(i, at - 1);
        }
        return Optional.empty();
    }

    /** Whether the word narrows the next; relevant people are not the people. */
    private static boolean isLimiter(List<Word> words, int i) {
        return words.get(i).is(Kind.LIMITER)
                || (words.get(i).means("relevant") && i + 1 < words.size() && words.get(i + 1).is(Kind.ROLE));
    }

    /** Whether the sentence names what the phrase after the limited one gives as its example. */
    private static boolean hasExample(Set<String> ids, List<Word> words, int limit) {
        List<Word> next = words.stream().filter(word -> word.phrase() == words.get(limit).phrase() + 1).toList();
        return !next.isEmpty() && next.stream().allMatch(word -> word.is(Kind.THING) || word.is(Kind.LIGHT))
                && next.stream().anyMatch(word -> word.contentIds().stream().anyMatch(ids::contains));
    }

    /** A word of it is kept; of a list that it opens, one that the sentence makes a condition or calls a case as well. */
    private static boolean isKept(List<Word> condition, Set<String> content, Set<String> ids, Set<String> conditional) {
        int phrase = condition.getFirst().phrase();
        boolean called = ids.contains("situation") && content.stream().anyMatch(ids::contains);
        return called || content.stream().anyMatch(conditional::contains) || condition.stream()
                .filter(word -> word.phrase() == phrase).anyMatch(word -> word.keys().stream().anyMatch(ids::contains));
    }

    /** A condition under which an act stands that the sentence names is missing. */
    private static Optional<String> conditionFault(Reading said, Reading text, List<Word> words, List<Claim> kept) {
        if (Pointing.isRest(said) && words.stream().anyMatch(word -> word.is(Kind.ONLY))) {
            return Optional.empty();
        }
        for (List<Word> condition : Conditions.in(words)) {
            Set<Word> inside = new HashSet<>(condition);
            if (kept.stream().anyMatch(claim -> !inside.contains(text.words().get(claim.word())))) {
                Optional<String> fault = conditionFault(said, condition);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> conditionFault(Reading said, List<Word> condition) {
        Set<String> ids = new HashSet<>();
        said.words().forEach(word -> ids.addAll(word.keys()));
        Set<String> conditional = new HashSet<>();
        Conditions.in(said.words()).forEach(own -> own.forEach(word -> conditional.addAll(word.keys())));
        Set<String> content = new HashSet<>();
        condition.forEach(word -> content.addAll(word.keys()));
        boolean pointsOn = POINTING_ON.containsAll(content) && said.has(Kind.ONLY);
        return !pointsOn && !content.isEmpty() && !isKept(condition, content, ids, conditional)
                ? Optional.of("it leaves out the condition '" + condition.getFirst().form() + " …'")
                : Optional.empty();
    }
}
