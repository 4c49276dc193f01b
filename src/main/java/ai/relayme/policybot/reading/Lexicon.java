package ai.relayme.policybot.reading;

import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** The words whose meaning is known. Immutable. */
final class Lexicon {
    private static final Pattern VERB = Pattern.compile("[a-z]{3,}");
    /** Nouns whose plurals the stemmer leaves apart. */
    private static final Pattern NOUN = Pattern.compile("[a-z]{3,}(?:ment|ion|al|ance|ence|er|or)");

    private final TermMatcher<Meaning> terms;

    /** @param operator how the company of the policies is named, which is the same as "we" */
    Lexicon(Tokenizer tokenizer, String operator) {
        TermMatcher.Builder<Meaning> builder = new TermMatcher.Builder<>(tokenizer);
        for (BlockFile.Block block : BlockFile.read(Lexicon.class, "lexicon.txt")) {
            Kind kind = Kind.of(block.name());
            block.values().forEach((id, words) -> {
                Meaning meaning = new Meaning(id, kind);
                words.forEach(word -> builder.add(word, meaning));
                if (kind == Kind.ROLE) {
                    words.stream().filter(word -> VERB.matcher(word).matches())
                            .forEach(word -> builder.add(word + "'s", meaning));
                }
                if (kind.isContent()) {
                    words.stream().filter(word -> NOUN.matcher(word).matches())
                            .forEach(word -> builder.add(word + "s", meaning));
                }
                if (kind == Kind.PREDICATE || kind == Kind.CONTROL) {
                    words.stream().filter(word -> VERB.matcher(word).matches())
                            .forEach(word -> inflected(word).forEach(form -> builder.add(form, meaning)));
                }
            });
        }
        builder.add(operator, new Meaning("we", Kind.WE));
        terms = builder.build();
    }

    /** The forms that the stemmer leaves apart from the verb. */
    private static List<String> inflected(String verb) {
        String stem = verb.endsWith("e") ? verb.substring(0, verb.length() - 1) : verb;
        return List.of(stem + "ing", stem + "ed");
    }

    /** The words known among the tokens; where they overlap the longest, and all meanings of it. */
    List<TermMatcher.Match<Meaning>> find(List<Token> tokens) {
        return terms.longest(tokens);
    }
}
