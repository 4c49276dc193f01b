package ai.relayme.policybot.intent;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.TextFeatures;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a message tells its intent: its words, the concepts of the field that it speaks of, and which terms of
 * {@code intent.txt} stand in it. Immutable.
 */
public final class IntentFeatures {
    /** A negation bears on the words that follow it no further than this, in tokens. */
    private static final int NEGATION_REACH = 2;

    private final Tokenizer tokenizer;
    private final Glossary glossary;
    private final Map<String, TermMatcher<String>> terms = new LinkedHashMap<>();

    public IntentFeatures(Tokenizer tokenizer, Glossary glossary) {
        this.tokenizer = tokenizer;
        this.glossary = glossary;
        for (BlockFile.Block block : BlockFile.read(IntentFeatures.class, "intent.txt")) {
            TermMatcher.Builder<String> builder = new TermMatcher.Builder<>(tokenizer);
            block.values("en").forEach(term -> builder.add(term, block.name()));
            block.values("zh").forEach(term -> builder.add(term, block.name()));
            terms.put(block.name(), builder.build());
        }
    }

    /** The features of a message. */
    public Set<String> of(String message) {
        List<Token> tokens = tokenizer.tokens(message);
        Set<String> features = TextFeatures.of(message, tokens);
        glossary.concepts(tokens).forEach(concept -> features.add("#" + concept.id()));
        List<Match<String>> negations = matches("negation", tokens);
        for (String block : terms.keySet()) {
            List<Match<String>> matches = matches(block, tokens);
            if (matches.stream().anyMatch(match -> !isNegated(match, negations))) {
                features.add("@" + block);
            } else if (!matches.isEmpty()) {
                features.add("@not " + block);
            }
        }
        features.add("length " + Math.min(6, Integer.SIZE - Integer.numberOfLeadingZeros(tokens.size())));
        return features;
    }

    /** Whether a term of that block stands in the message. */
    boolean has(String block, String message) {
        return !matches(block, tokenizer.tokens(message)).isEmpty();
    }

    private static boolean isNegated(Match<String> match, List<Match<String>> negations) {
        return negations.stream().anyMatch(
                negation -> negation.end() <= match.start() && match.start() - negation.end() < NEGATION_REACH);
    }

    private List<Match<String>> matches(String block, List<Token> tokens) {
        TermMatcher<String> matcher = terms.get(block);
        if (matcher == null) {
            throw new IllegalStateException("intent.txt has no block " + block);
        }
        return matcher.all(tokens);
    }
}
