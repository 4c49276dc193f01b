package ai.relayme.policybot.reading;

import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A word of a reading, or several that are one term.
 *
 * @param tokens   the tokens that it is made of, at least one
 * @param meanings what it may mean, none where the lexicon does not know it
 * @param clause   number of the clause it stands in
 * @param phrase   number of the phrase it stands in: clauses are cut into phrases at commas
 * @param name     whether it is written as a name
 */
public record Word(List<Token> tokens, Set<Meaning> meanings, int clause, int phrase, boolean name) {
    private static final Set<String> NEEDED = Set.of("需", "需 要", "need to", "needs to");

    public Word {
        tokens = List.copyOf(tokens);
        meanings = Set.copyOf(meanings);
    }

    /** Whether one of its meanings is of this kind. */
    public boolean is(Kind kind) {
        return meanings.stream().anyMatch(meaning -> meaning.kind() == kind);
    }

    /** Whether this is one of its meanings. */
    public boolean means(String id) {
        return meanings.stream().anyMatch(meaning -> meaning.id().equals(id));
    }

    /** Whether it says something that needs support. */
    public boolean isContent() {
        return meanings.isEmpty() ? !isSingleHan() : meanings.stream().allMatch(meaning -> meaning.kind().isContent());
    }

    /** Whether it says what must be; what is needed for something is a thing that is needed. */
    public boolean obliges() {
        return is(Kind.OBLIGED) && !surface().startsWith("needed ");
    }

    /** Whether it says that something is needed, which is less than that it must be. */
    public boolean isNeeded() {
        return NEEDED.contains(surface());
    }

    /** Whether it joins items of a list. */
    public boolean isJoining() {
        return is(Kind.AND) || form().equals("or") || form().equals("或") || form().equals("或 者");
    }

    /** Whether it is one Han character that stands for nothing known. */
    public boolean isSingleHan() {
        return meanings.isEmpty() && tokens.getFirst().isHan();
    }

    /** Whether it is an act. */
    public boolean isPredicate() {
        return is(Kind.PREDICATE) || is(Kind.CONTROL) || is(Kind.PROMISE);
    }

    /** The meanings that need support. */
    public Set<String> contentIds() {
        return meanings.stream().filter(meaning -> meaning.kind().isContent()).map(Meaning::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What it says: its meanings that need support, or its form where nothing is known of it. */
    public Set<String> keys() {
        return meanings.isEmpty() && !isSingleHan() ? Set.of(form()) : contentIds();
    }

    /** What it is matched by where it is not known. */
    public String form() {
        return tokens.stream().map(Token::form).collect(Collectors.joining(" "));
    }

    /** Its tokens as written, each between spaces. */
    public String surface() {
        return tokens.stream().map(Token::word).collect(Collectors.joining(" "));
    }

    /** The last token as written. */
    String written() {
        return tokens.getLast().word();
    }

    boolean isHan() {
        return tokens.getFirst().isHan();
    }
}
