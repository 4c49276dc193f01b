package ai.relayme.policybot.reading;

import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a text says, as far as it can be compared.
 *
 * @param words   its words in order, figures and addresses left out
 * @param figures its figures in order
 * @param ranges  pairs of figures that stand for what lies between them, as {@code from-to}
 * @param addresses its addresses, in lower case
 * @param claims  who does what, in order
 * @param actor   who acts at its end, where it says so: what follows the text may go on with it
 * @param actors  everybody who acts in it
 * @param opening   whether it begins by affirming or denying a question
 * @param listLengths how many items each clause lists, what stands in parentheses left out; one where it is no list
 */
public record Reading(List<Word> words, List<Figure> figures, Set<String> ranges, Set<String> addresses,
        List<Claim> claims, Optional<Actor> actor, Set<Actor> actors, Opening opening,
        Set<Integer> listLengths) {
    /** How a sentence begins. */
    public enum Opening {
        /** With neither. */
        NONE,
        /** With a yes. */
        YES,
        /** With a no. */
        NO,
        /** With something between: not always, it depends. */
        PARTLY
    }

    public Reading {
        words = List.copyOf(words);
        figures = List.copyOf(figures);
        ranges = Set.copyOf(ranges);
        addresses = Set.copyOf(addresses);
        claims = List.copyOf(claims);
        actors = Set.copyOf(actors);
        listLengths = Set.copyOf(listLengths);
    }

    /** Every meaning that it has. */
    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        words.forEach(word -> word.meanings().forEach(meaning -> ids.add(meaning.id())));
        return ids;
    }

    /** The meanings of the words that claim something. */
    public Set<String> contentIds() {
        Set<String> ids = new HashSet<>();
        words.forEach(word -> ids.addAll(word.contentIds()));
        return ids;
    }

    /** The words of a clause. */
    public List<Word> clause(int clause) {
        return words.stream().filter(word -> word.clause() == clause).toList();
    }

    /** How many clauses it has. */
    public int clauses() {
        return words.isEmpty() ? 0 : words.getLast().clause() + 1;
    }

    /** Whether a word of it is of this kind. */
    public boolean has(Kind kind) {
        return words.stream().anyMatch(word -> word.is(kind));
    }

    /** Every token in order, each between spaces, to look for runs of them. */
    public String line() {
        StringBuilder line = new StringBuilder(" ");
        words.forEach(word -> line.append(word.form()).append(' '));
        return line.toString();
    }
}
