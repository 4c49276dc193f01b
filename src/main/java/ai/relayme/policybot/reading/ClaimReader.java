package ai.relayme.policybot.reading;

import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Claim.Modality;
import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the claims in the words of one text, going over them once from the left: what denies, permits, obliges or restricts
 * holds until something ends it, and so does who acts.
 */
final class ClaimReader {
    /** Parties that act on their own; users and staff are spoken of as readers and as the company as well. */
    private static final Set<String> OTHERS = Set.of("third-party", "partner", "provider", "institution", "authority",
            "court", "government", "advertiser", "affiliate", "courier", "bank");
    private static final Set<String> PRONOUNS = Set.of("that", "which", "who", "it", "how", "what");
    private static final Set<String> FINITE = Set.of("is", "are", "was", "were", "gets", "get");
    private static final Set<String> IRREGULAR = Set.of("sold", "held", "kept", "made", "met", "given", "sent", "taken",
            "lost", "paid", "bought", "withdrawn", "won", "known", "shut", "got");
    /** Chinese words that add an act; the others add things. */
    private static final Set<String> HAN_ADDING = Set.of("并", "并 且", "且", "而 且", "同 时", "又", "还", "以 及");
    /** Acts whose Chinese words are nouns as well. */
    private static final Set<String> HAN_NOUNS = Set.of("trade", "record", "support", "verify", "register", "log-in",
            "pay",
            "back-up", "monitor", "train", "charge-fee", "refund");
    private static final Set<String> HAN_PLACES = Set.of("内", "中", "下", "上", "后", "前");
    private static final int REACH_OF_BY = 4;

    private final List<Word> words;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<Actor> actors = EnumSet.noneOf(Actor.class);
    private Optional<Actor> actor = Optional.empty();
    private Modality modality = Modality.PLAIN;
    private boolean negated;
    private boolean actedSinceNegation;
    private boolean added;
    private boolean purpose;
    private boolean demanded;
    private boolean embedded;
    private State outer = new State(Optional.empty(), Modality.PLAIN, false);

    private record State(Optional<Actor> actor, Modality modality, boolean negated) {}

    ClaimReader(List<Word> words) {
        this.words = words;
    }

    /** Who acts at the end of the text. */
    Optional<Actor> lastActor() {
        return actor;
    }

    /** Everybody who acts in the text. */
    Set<Actor> actors() {
        return actors;
    }

    List<Claim> read() {
        for (int i = 0; i < words.size(); i++) {
            if (i > 0 && words.get(i).clause() != words.get(i - 1).clause()) {
                begin(Optional.empty());
                demanded = false;
            }
            look(i);
        }
        return restricted(claims);
    }

    private void begin(Optional<Actor> who) {
        actor = who;
        modality = Modality.PLAIN;
        negated = false;
        added = false;
        purpose = false;
        embedded = false;
    }

    private void look(int i) {
        Word word = words.get(i);
        subject(i).ifPresent(who -> {
            actors.add(who);
            outer = new State(actor, modality, negated);
            begin(Optional.of(who));
        });
        if (!word.isHan() && PRONOUNS.contains(word.written())) {
            begin(word.written().equals("who") ? Optional.of(Actor.OTHERS) : Optional.empty());
            embedded = true;
        }
        if (word.is(Kind.BUT)) {
            begin(actor);
        }
        if (word.is(Kind.NEGATION)) {
            negated = true;
            actedSinceNegation = false;
            purpose = false;
        }
        if (word.is(Kind.ONLY) && negated && !words.get(i - 1).is(Kind.NEGATION)) {
            negated = false;
        }
        boolean opensCondition = word.is(Kind.CONDITION) && startsPhrase(i);
        modal(word, opensCondition).ifPresent(found -> {
            modality = found;
            added = false;
            purpose = false;
        });
        if (word.is(Kind.BE) && FINITE.contains(word.written())) {
            negated &= !actedSinceNegation;
            modality = Modality.PLAIN;
            actor = Optional.empty();
        }
        added |= word.is(Kind.AND) && (!word.isHan() || HAN_ADDING.contains(word.form()));
        purpose |= word.is(Kind.PURPOSE) && !word.isPredicate();
        if (word.isHan() && word.is(Kind.BY)) {
            negated = false;
            modality = Modality.PLAIN;
        }
        boolean noun = (word.isHan() && isCompound(i)) || (word.is(Kind.CONTROL) && isDescribed(i));
        if ((word.isPredicate() && !noun) || isVerbByPlace(i)) {
            claim(i);
        }
    }

    private static Optional<Modality> modal(Word word, boolean opensCondition) {
        if (opensCondition) {
            return Optional.empty();
        }
        if (word.is(Kind.POSSIBLE)) {
            return Optional.of(Modality.POSSIBLE);
        }
        if (word.is(Kind.OBLIGED)) {
            return Optional.of(Modality.OBLIGED);
        }
        return word.is(Kind.FUTURE) ? Optional.of(Modality.FUTURE) : Optional.empty();
    }

    private boolean startsPhrase(int i) {
        return i == 0 || words.get(i - 1).phrase() != words.get(i).phrase();
    }

    /** English: what follows a modal word is what may, must or will be done, whether it is known or not. */
    private boolean isVerbByPlace(int i) {
        Word word = words.get(i);
        if (i == 0 || word.isHan() || word.isPredicate() || !(word.meanings().isEmpty() || word.is(Kind.THING))) {
            return false;
        }
        Word before = words.get(i - 1);
        return before.phrase() == word.phrase() && (before.written().equals("may") || before.written().equals("must")
                || before.written().equals("will") || before.written().equals("shall")
                || before.written().equals("can"));
    }

    private void claim(int i) {
        Word word = words.get(i);
        boolean passive = isPassive(i);
        boolean infinitive = isInfinitive(i);
        boolean open = infinitive || (word.isHan() ? purpose : !passive && isNominal(i));
        if (!word.isHan() && added && word.written().endsWith("s") && !open) {
            negated = false;
        }
        Modality how = modality;
        boolean relative = word.isHan() && i > 0 && i + 1 < words.size() && words.get(i + 1).form().equals("的");
        if (open || relative || (embedded && modality == Modality.PLAIN) || (added && modality != Modality.PLAIN)
                || (word.isHan() && actor.isEmpty() && modality == Modality.PLAIN)) {
            how = word.isHan() && modality == Modality.OBLIGED ? Modality.OBLIGED : Modality.OPEN;
        }
        if (demanded && (how == Modality.OPEN || how == Modality.PLAIN)) {
            how = Modality.OBLIGED;
        }
        Set<String> ids = word.keys();
        claims.add(new Claim(ids, i, negated, how, who(i, passive, infinitive, open), false,
                word.is(Kind.CONTROL), relative || (!word.isHan() && !passive && isParticiple(word))));
        actedSinceNegation = true;
        demanded = ids.contains("require") && !passive && !isDescribed(i)
                && (!word.isHan() || actor.equals(Optional.of(Actor.WE)));
        if (relative && (words.get(i - 1).is(Kind.WE) || words.get(i - 1).is(Kind.YOU))) {
            // what the company holds, say, is over: who acted before goes on
            actor = outer.actor();
            modality = outer.modality();
            negated = outer.negated();
        }
    }

    /** Chinese: whether the word is the end of a noun, such as a support record. */
    private boolean isCompound(int i) {
        boolean last = i + 1 == words.size() || words.get(i + 1).phrase() != words.get(i).phrase()
                || words.get(i + 1).is(Kind.AND) || Set.of("或", "中").contains(words.get(i + 1).written());
        return last && words.get(i).meanings().stream().anyMatch(meaning -> HAN_NOUNS.contains(meaning.id())) && i > 0
                && words.get(i - 1).phrase() == words.get(i).phrase()
                && (words.get(i - 1).is(Kind.THING) || words.get(i - 1).form().equals("类 似"))
                && !HAN_PLACES.contains(words.get(i - 1).written());
    }

    /** Whether the word is a thing that something is said of, such as "the above requests". */
    private boolean isDescribed(int i) {
        if (i == 0 || words.get(i - 1).phrase() != words.get(i).phrase()) {
            return false;
        }
        Word before = words.get(i - 1);
        return (before.is(Kind.THING) && !before.is(Kind.CONDITION_AFTER)) || before.is(Kind.OUR)
                || before.is(Kind.YOUR)
                || Set.of("a", "the", "these", "this", "这些", "此", "的").contains(before.written());
    }

    private Optional<Actor> who(int i, boolean passive, boolean infinitive, boolean open) {
        if (i > 0 && (words.get(i - 1).is(Kind.OUR) || words.get(i - 1).is(Kind.WE))) {
            return Optional.of(Actor.WE);
        }
        if (i > 0 && words.get(i - 1).is(Kind.YOUR) && !words.get(i).isHan()) {
            return Optional.of(Actor.YOU);
        }
        if (words.get(i).isHan()) {
            return passive ? agentBefore(i) : actor;
        }
        if (passive) {
            return agentAfter(i);
        }
        if (infinitive) {
            return isAsked(i) ? Optional.empty() : actor;
        }
        return open && !isMade(i) ? Optional.empty() : actor;
    }

    /** English: "ask somebody to do it" does not say that who asks does it. */
    private boolean isAsked(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            if (words.get(at).is(Kind.CONTROL)) {
                return at < i - 2;
            }
        }
        return false;
    }

    /** English: "make regular backups" is done by who makes them. */
    private boolean isMade(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            Word before = words.get(at);
            if (before.is(Kind.WE) || before.is(Kind.YOU) || before.is(Kind.THEY)) {
                return true;
            }
            boolean light = before.is(Kind.LIGHT) || before.is(Kind.LIMITER) || before.is(Kind.THING);
            if (!light || before.is(Kind.PREPOSITION) || (before.isPredicate() && !before.is(Kind.LIGHT))) {
                return false;
            }
        }
        return false;
    }

    /** English: "handled by partners". */
    private Optional<Actor> agentAfter(int i) {
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
    private Optional<Actor> agentBefore(int i) {
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
        if (word.is(Kind.YOU)) {
            return Optional.of(Actor.YOU);
        }
        boolean others = word.is(Kind.THEY)
                || word.meanings().stream().anyMatch(meaning -> OTHERS.contains(meaning.id()));
        return others ? Optional.of(Actor.OTHERS) : Optional.empty();
    }

    /** Who begins to act with this word. */
    private Optional<Actor> subject(int i) {
        Word word = words.get(i);
        Optional<Actor> party = party(word);
        if (party.isEmpty() || word.written().equals("us") || word.written().equals("them")) {
            return Optional.empty();
        }
        if (word.written().equals("we")) {
            return party;
        }
        boolean let = i > 0 && (words.get(i - 1).written().equals("lets") || words.get(i - 1).written().equals("let"));
        boolean described = i > 0 && word.isHan() && words.get(i - 1).written().equals("的");
        return !let && !(described && party.equals(Optional.of(Actor.OTHERS))) && !isTied(i) && isBeforeVerb(i)
                ? party
                : Optional.empty();
    }

    /** Whether a preposition before the word makes it something else than the subject. */
    private boolean isTied(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            Word before = words.get(at);
            if (before.is(Kind.PREPOSITION) || before.is(Kind.BY) || (before.isHan() && before.is(Kind.BE))) {
                return true;
            }
            boolean describes = before.is(Kind.LIMITER) || before.is(Kind.THING) || before.is(Kind.LIGHT)
                    || before.is(Kind.YOUR) || before.is(Kind.OUR) || before.isSingleHan();
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
            if (next.is(Kind.POSSIBLE) || next.is(Kind.OBLIGED) || next.is(Kind.FUTURE) || next.is(Kind.HABIT)
                    || next.is(Kind.NEGATION) || next.is(Kind.ONLY) || next.is(Kind.PURPOSE)
                    || (next.is(Kind.BE) && !next.written().equals("being"))) {
                return true;
            }
            if (next.isPredicate()) {
                return true;
            }
            bound |= next.isHan() && next.is(Kind.PREPOSITION);
            if (!(bound && next.is(Kind.THING)) && !Reader.isAdverb(next)
                    && !(next.isHan() && (next.is(Kind.PREPOSITION) || next.is(Kind.LIGHT)))) {
                return words.get(i).isHan() && (words.get(i).is(Kind.WE) || words.get(i).is(Kind.YOU))
                        && startsPhrase(i);
            }
        }
        return false;
    }

    private boolean isPassive(int i) {
        Word word = words.get(i);
        if (word.isHan()) {
            for (int at = i - 1; at >= 0 && words.get(at).phrase() == word.phrase(); at--) {
                if (words.get(at).is(Kind.BY) || (words.get(at).is(Kind.BE) && words.get(at).written().equals("被"))) {
                    return true;
                }
            }
            return false;
        }
        if (!isParticiple(word)) {
            return false;
        }
        for (int at = i - 1; at >= 0 && words.get(at).clause() == word.clause(); at--) {
            if (words.get(at).is(Kind.BE)) {
                return true;
            }
            boolean listed = isParticiple(words.get(at)) || words.get(at).is(Kind.AND);
            if (!listed && !Reader.isAdverb(words.get(at)) && !words.get(at).is(Kind.NEGATION)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isParticiple(Word word) {
        return word.written().endsWith("ed") || IRREGULAR.contains(word.written());
    }

    private boolean isInfinitive(int i) {
        Word before = i == 0 ? null : words.get(i - 1);
        return before != null && !words.get(i).isHan()
                && (before.written().equals("to") && (before.is(Kind.PREPOSITION) || before.is(Kind.PURPOSE)));
    }

    /** English: whether the word is a noun, a gerund or a participle that describes. */
    private boolean isNominal(int i) {
        String written = words.get(i).written();
        if (written.endsWith("ing") || isParticiple(words.get(i)) || written.endsWith("ion") || written.endsWith("ions")
                || written.endsWith("ment") || written.endsWith("al") || written.endsWith("ance")
                || written.endsWith("ure") || written.endsWith("age")) {
            return true;
        }
        if (i == 0 || words.get(i - 1).clause() != words.get(i).clause()) {
            return true;
        }
        boolean last = i + 1 == words.size() || words.get(i + 1).clause() != words.get(i).clause();
        if (last && actor.isEmpty()) {
            return true;
        }
        Word before = words.get(i - 1);
        boolean article = before.is(Kind.LIGHT) && !before.is(Kind.AND)
                && Set.of("a", "an", "the", "this", "these", "such")
                        .contains(before.written());
        return article || before.is(Kind.OUR) || before.is(Kind.YOUR) || before.is(Kind.THEIR)
                || before.is(Kind.PREPOSITION) || before.is(Kind.THING) || before.is(Kind.LIMITER)
                || before.isPredicate();
    }

    /** Marks what is said with "only", and what is said with "not … except", which is the same. */
    private List<Claim> restricted(List<Claim> found) {
        List<Claim> marked = new ArrayList<>();
        for (Claim claim : found) {
            int clause = words.get(claim.word()).clause();
            boolean only = words.stream().anyMatch(word -> word.clause() == clause && word.is(Kind.ONLY));
            boolean excepted = claim.negated()
                    && words.stream().anyMatch(word -> word.clause() == clause && word.is(Kind.EXCEPTION));
            marked.add(claim.as(claim.negated() && !excepted, only || excepted));
        }
        return marked;
    }
}
