package ai.relayme.policybot.correction;

import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two questions of one language ask the same: they have the same words, whatever their punctuation, case and
 * script, or they lie at the same place among the meanings and the words that turn a question are the same in both.
 * Immutable.
 */
public final class QuestionLikeness {
    /**
     * The least cosine at which two questions are taken to ask the same, where the same words turn both. Of 161,546 pairs of
     * golden questions in one language, 9 that one passage answers and none that different ones do lie at 0.80 or closer, 5
     * at 0.90, 3 at 0.92. Of 11.8 million pairs of labelled training questions none that ask about different concepts lies
     * at 0.92 or closer, one does at 0.90; and "discounts to students" lies at 0.91 from "discounts to teachers". A wrong
     * answer in the company's name is worse than a correction that is not used.
     */
    static final double LEAST = 0.92;

    /** Words that change what a question asks and hardly where it lies: who, when, how many, not, before or after. */
    private static final Set<String> TURNING = Set.of("i", "we", "you", "they", "he", "she", "it", "me", "us", "them",
            "who", "whom", "whose", "what", "which", "when", "where", "why", "how", "no", "not", "never", "none",
            "nobody",
            "nothing", "without", "except", "unless", "only", "before", "after", "until", "since", "from", "to", "all",
            "any", "every", "more", "less", "least", "most", "first", "last", "one", "two", "three", "four", "five",
            "must", "may", "should", "cannot", "cant", "dont", "doesnt", "didnt", "wont", "isnt", "arent", "wasnt",
            "werent", "havent", "hasnt", "hadnt", "shouldnt", "wouldnt", "couldnt", "mustnt");
    /** Words without a vector that turn nothing. */
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final Pattern FIGURE = Pattern.compile(".*\\d.*");
    private static final String TURNING_HAN = "不没無无非未别勿莫冇唔否谁何哪几多少怎为前后先再只仅除最每各全一二三四五六七八九十百千万半双两我你您他她它们必须应可能会要该由从到至";

    private final Tokenizer tokenizer;
    private final Optional<TextEmbedder> embedder;

    /** Without an embedder only the same words are the same question. */
    public QuestionLikeness(Tokenizer tokenizer, Optional<TextEmbedder> embedder) {
        this.tokenizer = tokenizer;
        this.embedder = embedder;
    }

    /**
     * A question as it is compared.
     *
     * @param key       its words
     * @param turning   those of them that turn it, in alphabetical order
     * @param direction where it lies among the meanings; none without vectors
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Read(String key, List<String> turning, float @Nullable [] direction) {}

    /** Reads a question. */
    public Read read(String question) {
        List<Token> tokens = tokenizer.tokens(question);
        List<String> turning = new ArrayList<>();
        for (Token token : tokens) {
            if (isTurning(token)) {
                turning.add(token.word());
            }
        }
        turning.sort(String::compareTo);
        return new Read(tokens.stream().map(Token::word).collect(Collectors.joining(" ")), turning,
                embedder.map(vectors -> vectors.embed(tokens)).orElse(null));
    }

    /** What the vectors do not know, such as a name, does not move the place either. */
    private boolean isTurning(Token token) {
        String word = token.word();
        boolean turns = token.isHan()
                ? TURNING_HAN.contains(word)
                : TURNING.contains(word) || FIGURE.matcher(word).matches();
        return turns || (!ARTICLES.contains(word) && isUnknown(token));
    }

    private boolean isUnknown(Token token) {
        return embedder.filter(vectors -> TextEmbedder.tokens(List.of(token), vectors::knows).isEmpty()).isPresent();
    }

    /** How much alike two questions are: 1 of the same words, 0 where they do not ask the same, the cosine otherwise. */
    public static double of(Read one, Read other) {
        if (one.key().isEmpty()) {
            return 0;
        }
        if (one.key().equals(other.key())) {
            return 1;
        }
        float[] first = one.direction();
        float[] second = other.direction();
        if (first == null || second == null || !one.turning().equals(other.turning())) {
            return 0;
        }
        double cosine = 0;
        for (int i = 0; i < first.length; i++) {
            cosine += first[i] * (double) second[i];
        }
        return cosine >= LEAST ? Math.min(cosine, 1) : 0;
    }
}
