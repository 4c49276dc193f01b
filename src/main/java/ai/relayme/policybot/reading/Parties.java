package ai.relayme.policybot.reading;

import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who acts: the parties that words name, as the subject of what follows or as the agent of a passive. */
final class Parties {
    /** Parties that act on their own; staff act as the company. */
    private static final Set<String> OTHERS = Set.of("third-party", "partner", "provider", "institution", "authority",
            "court", "payment-institution", "government", "advertiser", "affiliate", "courier", "bank");
    private static final Set<String> STAFF = Set.of("staff", "support-team");
    /** After these a party is not who permits what it may do. */
    private static final Set<String> LETTING = Set.of("let", "让", "令", "使", "enabl");
    private static final int REACH_OF_BY = 4;
    private static final String COMPANY = "company";

    private final List<Word> words;
    private final WordForms forms;

    Parties(List<Word> words, WordForms forms) {
        this.words = words;
        this.forms = forms;
    }

    /** English: "handled by partners". */
    Optional<Actor> agentAfter(int i) {
        for (int at = i + 1; at < Math.min(words.size(), i + 1 + REACH_OF_BY); at++) {
            if (words.get(at).is(Kind.BY)) {
                for (int after = at + 1; after < Math.min(words.size(), at + 1 + REACH_OF_BY); after++) {
                    Optional<Actor> agent = party(words.get(after));
                    if (agent.isPresent()) {
                        return agent;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Chinese: "由第三方处理". */
    Optional<Actor> agentBefore(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            Optional<Actor> agent = party(words.get(at));
            if (agent.isPresent()) {
                return agent;
            }
            if (words.get(at).is(Kind.BY) || words.get(at).is(Kind.BE)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Actor> party(Word word) {
        if (word.is(Kind.WE)) {
            return Optional.of(Actor.WE);
        }
        if (word.is(Kind.YOU) || word.means("user")) {
            return Optional.of(Actor.YOU);
        }
        boolean others = word.is(Kind.THEY)
                || word.meanings().stream().anyMatch(meaning -> OTHERS.contains(meaning.id()));
        return others ? Optional.of(Actor.OTHERS) : Optional.empty();
    }

    /** Whether the word names others who act on their own. */
    boolean isOthers(int i) {
        return i < words.size() && party(words.get(i)).equals(Optional.of(Actor.OTHERS));
    }

    /** Whether a word for others stands for the company's own people, who were named before it. */
    boolean meansStaff(int i) {
        Optional<Word> named = words.subList(0, i).reversed().stream().filter(word -> word.is(Kind.ROLE)).findFirst();
        return words.get(i).is(Kind.THEY) && named.map(word -> STAFF.stream().anyMatch(word::means)).orElse(false);
    }

    /** Whether the word names a company by what it does, as in "the company that acquires Example". */
    private boolean isAnotherCompany(int i) {
        Word word = words.get(i);
        if (!word.is(Kind.WE)) {
            return false;
        }
        boolean followed = !word.isHan() && COMPANY.equals(word.written()) && i + 1 < words.size()
                && Set.of("that", "which").contains(words.get(i + 1).written());
        boolean described = word.isHan() && i > 1 && words.get(i - 1).form().equals("的")
                && words.subList(0, i - 1).stream().anyMatch(before -> before.phrase() == word.phrase()
                        && (before.is(Kind.WE) || before.isPredicate()));
        return followed || described;
    }

    /** Who begins to act with this word. */
    Optional<Actor> subject(int i) {
        Word word = words.get(i);
        if (isAnotherCompany(i)) {
            return Optional.of(Actor.OTHERS);
        }
        Optional<Actor> party = party(word);
        if (party.isEmpty() || word.written().equals("us") || word.written().equals("them") || meansStaff(i)) {
            return Optional.empty();
        }
        if (word.written().equals("we")) {
            return party;
        }
        boolean let = i > 0 && LETTING.contains(words.get(i - 1).form());
        boolean described = i > 0 && word.isHan() && words.get(i - 1).written().equals("的");
        return !let && !(described && party.equals(Optional.of(Actor.OTHERS))) && !isTied(i) && isBeforeVerb(i)
                ? party
                : Optional.empty();
    }

    /** Whether a preposition before the word makes it something else than the subject. */
    boolean isTied(int i) {
        Word last = words.get(Math.max(i - 1, 0));
        boolean joined = last.is(Kind.PREPOSITION) || last.is(Kind.BY) || last.is(Kind.BE) || last.isJoining();
        if (words.get(i).is(Kind.YOU) && !joined) {
            // "in certain circumstances you can"
            return false;
        }
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            Word before = words.get(at);
            if (before.is(Kind.PREPOSITION) || before.is(Kind.BY) || (before.isHan() && before.is(Kind.BE))) {
                return true;
            }
            boolean describes = before.is(Kind.LIMITER) || before.is(Kind.THING) || before.is(Kind.LIGHT)
                    || before.is(Kind.YOUR) || before.is(Kind.OUR) || before.is(Kind.ROLE) || before.isSingleHan();
            if (!describes || before.isPredicate()) {
                return false;
            }
        }
        return false;
    }

    private boolean isBeforeVerb(int i) {
        boolean bound = false;
        for (int at = i + 1; at < words.size() && words.get(at).clause() == words.get(i).clause(); at++) {
            Word next = words.get(at);
            if (next.isHan() && next.form().equals("的")) {
                return false;
            }
            if (next.is(Kind.POSSIBLE) || next.is(Kind.OBLIGED) || next.is(Kind.ADVISED) || next.is(Kind.FUTURE)
                    || next.is(Kind.HABIT)
                    || next.is(Kind.NEGATION) || next.is(Kind.ONLY) || next.is(Kind.PURPOSE)
                    || (next.is(Kind.BE) && !next.written().equals("being"))) {
                return true;
            }
            if (next.isPredicate()) {
                return true;
            }
            boolean ties = next.isHan() && (next.is(Kind.PREPOSITION) || next.is(Kind.AND));
            bound |= ties;
            if (!(bound && (next.is(Kind.THING) || next.is(Kind.ROLE))) && !Reader.isAdverb(next)
                    && !ties && !(next.isHan() && next.is(Kind.LIGHT))) {
                return (words.get(i).isHan() || (words.get(i).is(Kind.WE) && next.isHan()
                        && words.subList(i, at).stream().noneMatch(word -> word.form().equals("是"))))
                        && (((words.get(i).is(Kind.WE) || words.get(i).is(Kind.YOU)) && forms.startsPhrase(i))
                                || (words.get(i).means("user") && forms.startsClause(i)));
            }
        }
        return false;
    }
}
