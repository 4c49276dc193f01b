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
    private static final Set<String> PRONOUNS = Set.of("that", "which", "who", "it", "how", "what");
    /** Chinese words after which acts are named, not told. */
    private static final Set<String> LISTING = Set.of("包 括", "包 含", "涵 盖", "有");
    private static final Set<String> POINTING = Set.of("此 类", "这 类", "该 类", "这 些", "该 等", "此 等", "那 些");
    /** What opens what is not told but asked, as in "how many you use". */
    private static final Set<String> ASKING = Set.of("how", "what");
    private static final Set<String> REPORTING = Set.of("mention", "say", "state", "specify", "explain", "describe",
            "提 到", "提 及", "说 明", "列 明", "写 明", "注 明", "指 出", "表 示");
    private static final String ADVICE = "should";
    private static final String ABILITY = "can";
    private static final int REACH_OF_RELATIVE = 3;
    private static final Set<String> FINITE = Set.of("is", "are", "was", "were", "gets", "get");
    /** Chinese words that add an act; the others add things. */
    private static final Set<String> HAN_ADDING = Set.of("并", "并 且", "且", "而 且", "同 时", "又", "还", "以 及");
    private final List<Word> words;
    private final WordForms forms;
    private final Parties parties;
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
    private boolean asserted;
    private boolean governed;
    private boolean listing;
    private boolean relative;
    private int modal = Integer.MIN_VALUE / 2;
    private int conditional = -1;
    private State outer = new State(Optional.empty(), Modality.PLAIN, false);
    private State asking = outer;
    private int asked = -1;

    private record State(Optional<Actor> actor, Modality modality, boolean negated) {}

    ClaimReader(List<Word> words) {
        this.words = words;
        forms = new WordForms(words);
        parties = new Parties(words, forms);
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
        asserted = false;
        governed = false;
        listing = false;
    }

    private void look(int i) {
        Word word = words.get(i);
        if (word.isHan() && i > 0 && forms.startsPhrase(i) && words.get(i - 1).phrase() == conditional
                && actor.equals(Optional.of(Actor.OTHERS)) && !actsAfter(conditional)) {
            // who acts in the condition does not act in what depends on it
            begin(Optional.empty());
        }
        if (word.isHan() && forms.startsPhrase(i) && POINTING.contains(word.form())) {
            // "we do not store it, such data is handled by others": whoever does or denies the first, not the second
            begin(Optional.empty());
        }
        if (i > 0 && word.is(Kind.AND) && forms.startsPhrase(i) && words.get(i - 1).phrase() == asked) {
            // "you can ask us to delete it, and send the request": who asks goes on, not who is asked
            begin(asking.actor());
            modality = asking.modality();
        }
        if (relative && word.is(Kind.AND) && i + 1 < words.size() && words.get(i + 1).form().equals("to")) {
            // "to see the data we hold and to obtain a copy": who asks goes on, not who holds
            begin(outer.actor());
            modality = outer.modality();
            relative = false;
        }
        if (parties.meansStaff(i)) {
            // who acts is known by the passage alone, whatever the company does before
            begin(Optional.empty());
        }
        parties.subject(i).ifPresent(who -> {
            actors.add(who);
            outer = new State(actor, modality, negated);
            relative = !word.isHan() && i > 0 && !forms.startsPhrase(i) && outer.actor().isPresent()
                    && (words.get(i - 1).is(Kind.THING) || words.get(i - 1).means("information"));
            if (i > 0 && words.get(i - 1).is(Kind.CONTROL) && actor.isPresent()) {
                asking = outer;
                asked = word.phrase();
            }
            boolean how = embedded && i > 0 && words.subList(0, i).stream().anyMatch(
                    before -> before.phrase() == word.phrase() && ASKING.contains(before.tokens().getFirst().word()));
            begin(Optional.of(who));
            embedded = how;
        });
        boolean pronoun = PRONOUNS.contains(word.written()) || PRONOUNS.contains(word.tokens().getFirst().word());
        if (!word.isHan() && pronoun && !word.isContent()) {
            begin(word.written().equals("who") ? Optional.of(Actor.OTHERS) : Optional.empty());
            // "it shares them" is told
            embedded = !(word.written().equals("it") && forms.startsClause(i));
        }
        boolean aside = forms.startsPhrase(i) && (i + 1 == words.size() || forms.startsPhrase(i + 1));
        boolean within = !word.isHan() && i > 0 && words.get(i - 1).is(Kind.NEGATION);
        if (word.is(Kind.BUT) && !(aside && !word.isHan()) && !within) {
            // "may not, however, share it" goes on after the aside, and so does "may not still share it"
            begin(actor);
        }
        if (word.is(Kind.NEGATION)) {
            negated = true;
            actedSinceNegation = false;
            purpose = false;
        }
        if (i > 0 && words.get(i - 1).is(Kind.NEGATION)
                && REPORTING.contains(word.isHan() ? word.form() : word.written())) {
            // what is not mentioned is not denied
            negated = false;
        }
        if (word.is(Kind.ONLY) && negated && !words.get(i - 1).is(Kind.NEGATION)) {
            negated = false;
        }
        boolean opensCondition = word.is(Kind.CONDITION) && forms.startsPhrase(i);
        modal(word, opensCondition).ifPresent(found -> {
            // "may need to" says no more than what may be
            boolean mayNeed = found == Modality.OBLIGED && i > 0 && words.get(i - 1).is(Kind.POSSIBLE);
            // "so that it can be improved" only names what something is done for
            boolean aimed = found == Modality.ABLE && purpose && !word.isHan();
            modality = mayNeed ? Modality.POSSIBLE : aimed ? Modality.OPEN : found;
            modal = i;
            added = false;
            purpose = false;
        });
        boolean got = word.isPredicate() && (i + 1 == words.size() || !WordForms.isParticiple(words.get(i + 1)));
        if (word.is(Kind.BE) && FINITE.contains(word.written()) && !got) {
            negated &= !actedSinceNegation;
            modality = Modality.PLAIN;
            actor = Optional.empty();
        }
        added |= word.is(Kind.AND) && (!word.isHan() || HAN_ADDING.contains(word.form()));
        purpose |= word.is(Kind.PURPOSE) && !word.isPredicate();
        if (word.isHan() && word.is(Kind.BY)) {
            negated = i > 0 && words.get(i - 1).is(Kind.NEGATION);
            modality = Modality.PLAIN;
        }
        if (word.isHan()) {
            lookBack(i);
        }
        boolean noun = (word.isHan() && forms.isCompound(i)) || (word.is(Kind.CONTROL) && forms.isDescribed(i))
                || forms.isNamedSupport(i);
        if ((word.isPredicate() && !noun) || forms.isVerbByPlace(i)) {
            claim(i);
        }
    }

    /** Chinese: whether the condition of a phrase stands between who acts and the act, as in "他们会在转移之前，…通知您". */
    private boolean actsAfter(int phrase) {
        return words.stream().anyMatch(word -> word.phrase() == phrase && word.is(Kind.HABIT));
    }

    /** Chinese: what a word ends or settles that came before it. */
    private void lookBack(int i) {
        Word word = words.get(i);
        if (word.is(Kind.HABIT) && modal >= 0 && words.get(modal).phrase() != word.phrase()
                && modality == Modality.POSSIBLE) {
            // "may be transferred, before which we will tell you": what may be is over
            modality = Modality.PLAIN;
        }
        asserted |= word.is(Kind.HABIT);
        purpose &= !word.is(Kind.HABIT) && !word.form().equals("而");
        listing |= LISTING.contains(word.form());
        boolean endsRelative = word.form().equals("的") && i > 0 && i - modal <= REACH_OF_RELATIVE
                && (words.get(i - 1).isPredicate() || words.get(i - 1).form().equals("享 有"));
        if (endsRelative) {
            // "the rights that you may have": what may be is over
            modality = Modality.PLAIN;
        }
        boolean condition = word.is(Kind.CONDITION_AFTER) || (word.is(Kind.CONDITION) && forms.startsPhrase(i));
        conditional = condition ? word.phrase() : conditional;
    }

    private static Optional<Modality> modal(Word word, boolean opensCondition) {
        if (opensCondition) {
            return Optional.empty();
        }
        if (word.is(Kind.POSSIBLE)) {
            return Optional.of(word.means(ABILITY) ? Modality.ABLE : Modality.POSSIBLE);
        }
        if (word.obliges()) {
            return Optional.of(Modality.OBLIGED);
        }
        if (word.means(ADVICE)) {
            return Optional.of(Modality.ADVISED);
        }
        return word.is(Kind.FUTURE) ? Optional.of(Modality.FUTURE) : Optional.empty();
    }

    private void claim(int i) {
        Word word = words.get(i);
        boolean passive = forms.isPassive(i);
        boolean infinitive = forms.isInfinitive(i);
        boolean open = infinitive || (word.isHan()
                ? purpose || listing || forms.isNamed(i)
                : !passive && forms.isNominal(i, actor.isPresent()));
        if (!word.isHan() && added && word.written().endsWith("s") && !open) {
            negated = false;
        }
        Modality how = modality;
        boolean describing = word.isHan() && i > 0 && i + 1 < words.size() && words.get(i + 1).form().equals("的");
        if (open || describing || (embedded && modality == Modality.PLAIN) || (added && modality != Modality.PLAIN)
                || (word.isHan() && actor.isEmpty() && modality == Modality.PLAIN && !asserted)) {
            how = word.isHan() && modality == Modality.OBLIGED ? Modality.OBLIGED : Modality.OPEN;
        }
        if (demanded && (how == Modality.OPEN || how == Modality.PLAIN)) {
            how = Modality.OBLIGED;
        }
        Set<String> ids = word.keys();
        claims.add(new Claim(ids, i, negated, how, who(i, passive, infinitive, open), false,
                word.is(Kind.CONTROL), describing || (!word.isHan() && !passive && WordForms.isParticiple(word))));
        actedSinceNegation = true;
        governed |= word.isHan() && word.is(Kind.CONTROL);
        boolean ofOthers = actor.isEmpty() && parties.isOthers(i + 1);
        boolean received = word.isHan() && i + 1 < words.size() && words.get(i + 1).is(Kind.CONDITION_AFTER);
        demanded = ids.contains("require") && !forms.isDescribed(i) && !received
                && (word.isHan() ? passive || actor.equals(Optional.of(Actor.WE)) || ofOthers : !passive);
        int holder = describing && words.get(i - 1).form().equals("所") ? i - 2 : i - 1;
        if (describing && holder >= 0 && (words.get(holder).is(Kind.WE) || words.get(holder).is(Kind.YOU))) {
            // what the company holds, say, is over: who acted before goes on
            actor = outer.actor();
            modality = outer.modality();
            negated = outer.negated();
        }
    }

    private Optional<Actor> who(int i, boolean passive, boolean infinitive, boolean open) {
        boolean tied = i > 0 && words.get(i).isHan() && parties.isTied(i - 1);
        if (i > 0 && (words.get(i - 1).is(Kind.OUR) || (words.get(i - 1).is(Kind.WE) && !tied))) {
            return Optional.of(Actor.WE);
        }
        if (i > 0 && words.get(i - 1).is(Kind.YOUR) && !words.get(i).isHan()) {
            return Optional.of(Actor.YOU);
        }
        if (words.get(i).isHan()) {
            boolean others = listing || forms.isNamed(i) || (governed && !words.get(i).is(Kind.CONTROL));
            return passive ? parties.agentBefore(i) : others ? Optional.empty() : actor;
        }
        if (passive) {
            return parties.agentAfter(i);
        }
        if (infinitive) {
            return forms.isAsked(i) ? Optional.empty() : actor;
        }
        return open && !forms.isMade(i) ? Optional.empty() : actor;
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
