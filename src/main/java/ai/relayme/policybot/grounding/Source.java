package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A cited passage as it reads, with what stands above it: an item of a list says what it says only together with the
 * paragraph that leads the list, and with its heading.
 */
record Source(Passage passage, Reading text, Reading lead, Reading heading, Set<String> ids, String lines) {
    /** What a passage does that says "please". */
    private static final Set<String> ASKING = Set.of("request", "recommend");
    /** What speaks of one of these speaks of something of the kind, but not the other way round. */
    private static final Map<String, Set<String>> KINDS = Map.of("card", Set.of("visa", "mastercard", "amex"));

    static Source of(Passage passage, Reader reader) {
        Reading text = reader.read(passage.text());
        Reading lead = reader.read(passage.lead());
        Reading heading = reader.read(passage.heading() + ". " + passage.document().replace('-', ' '));
        Set<String> ids = new HashSet<>(text.ids());
        ids.addAll(lead.ids());
        ids.addAll(heading.ids());
        if (text.ids().contains("please")) {
            ids.addAll(ASKING);
        }
        KINDS.forEach((kind, members) -> {
            if (members.stream().anyMatch(ids::contains)) {
                ids.add(kind);
            }
        });
        return new Source(passage, text, lead, heading, Set.copyOf(ids),
                text.line() + "|" + lead.line() + "|" + heading.line());
    }

    /** Whether the word stands there or means what a word there means. */
    boolean has(Word word) {
        if (isOnlyDenied(word)) {
            return false;
        }
        return word.meanings().stream().anyMatch(meaning -> ids.contains(meaning.id()))
                || (!word.isPredicate() && lines.contains(" " + word.form() + " "));
    }

    /** Whether the word names people whom an item's list is led by only to deny something of them. */
    private boolean isOnlyDenied(Word word) {
        return word.is(Kind.ROLE) && passage.isListItem() && lead.has(Kind.NEGATION) && word.meanings().stream()
                .noneMatch(meaning -> text.ids().contains(meaning.id()) || heading.ids().contains(meaning.id()));
    }

    /** Whether the passage's own words have it. */
    boolean hasInText(Word word) {
        Set<String> own = text.ids();
        return word.meanings().stream().anyMatch(meaning -> own.contains(meaning.id()))
                || text.line().contains(" " + word.form() + " ");
    }

    /** Whether the word and the one before it name what the label of a list's item names. */
    boolean isLabel(int at, List<Word> words) {
        if (at == 0 || !passage.isListItem() || text.clauses() == 1) {
            return false;
        }
        Set<String> label = new HashSet<>();
        text.clause(0).forEach(word -> label.addAll(word.contentIds()));
        return Stream.of(words.get(at - 1), words.get(at))
                .allMatch(word -> word.contentIds().stream().anyMatch(label::contains));
    }

    /** Who the items of the list act as, where the paragraph that leads it says so. */
    Optional<Actor> leadingActor() {
        return passage.isListItem() ? lead.actor() : Optional.empty();
    }

    /** Whether the paragraph that leads the list says only what may be. */
    boolean isLedByPossibility() {
        return passage.isListItem() && lead.has(Kind.POSSIBLE);
    }

    /** Whether the passage, or the paragraph that leads its list, has a word of one of these kinds. */
    boolean says(Kind... kinds) {
        return Stream.of(kinds).anyMatch(kind -> text.has(kind) || lead.has(kind));
    }

    /** Whether it speaks of that act at all. */
    boolean knows(Claim act) {
        return Stream.of(text, lead, heading).anyMatch(reading -> reading.claims().stream().anyMatch(act::sharesAct));
    }

    /** The passage's own claims of that act. */
    List<Claim> claims(Claim act) {
        return text.claims().stream().filter(act::sharesAct).toList();
    }
}
