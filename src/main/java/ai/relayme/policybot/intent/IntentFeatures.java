package ai.relayme.policybot.intent;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.CompiledTerms;
import ai.relayme.policybot.language.NameTable;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.TextFeatures;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a message tells its intent: its words, the concepts of the field that it speaks of, and which terms of
 * {@code intent.txt} stand in it. Immutable.
 */
public final class IntentFeatures {
    /** A negation bears on the words that follow it no further than this, in tokens. */
    private static final int NEGATION_REACH = 2;

    /** Made of {@code intent.txt} by the build, so that no start cuts its terms into words. */
    private static final String COMPILED = "intent.bin";

    private final Tokenizer tokenizer;
    private final Glossary glossary;
    private final TermMatcher<String> terms;
    private final List<String> blocks;

    /**
     * Reads the terms that come with the program.
     *
     * @throws IllegalStateException if the build did not compile them
     */
    public IntentFeatures(Tokenizer tokenizer, Glossary glossary) {
        this.tokenizer = tokenizer;
        this.glossary = glossary;
        try (DataInputStream in = CompiledTerms.open(IntentFeatures.class, COMPILED)) {
            blocks = NameTable.read(in).names();
            terms = TermMatcher.read(in, block -> block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles {@code intent.txt} for every start to read.
     *
     * @param classes the folder of the program's classes
     * @throws IllegalStateException if a line of the file is not of the form
     */
    public static void compile(Tokenizer tokenizer, Path classes) throws IOException {
        TermMatcher.Builder<String> terms = new TermMatcher.Builder<>(tokenizer);
        List<String> blocks = new ArrayList<>();
        for (BlockFile.Block block : BlockFile.read(IntentFeatures.class, "intent.txt")) {
            blocks.add(block.name());
            block.values("en").forEach(term -> terms.add(term, block.name()));
            block.values("zh").forEach(term -> terms.add(term, block.name()));
        }
        try (DataOutputStream out = CompiledTerms.create(classes, IntentFeatures.class, COMPILED)) {
            NameTable.of(blocks).write(out);
            terms.build().write(out, block -> block);
        }
    }

    /** The features of a message. */
    public Set<String> of(String message) {
        List<Token> tokens = tokenizer.tokens(message);
        Set<String> features = TextFeatures.of(message, tokens);
        glossary.concepts(tokens).forEach(concept -> features.add("#" + concept.id()));
        Map<String, List<Match<String>>> found = matches(tokens);
        List<Match<String>> negations = found.getOrDefault("negation", List.of());
        for (String block : blocks) {
            List<Match<String>> matches = found.getOrDefault(block, List.of());
            if (matches.stream().anyMatch(match -> !isNegated(match, negations))) {
                features.add("@" + block);
            } else if (!matches.isEmpty()) {
                features.add("@not " + block);
            }
        }
        features.add("length " + Math.min(6, Integer.SIZE - Integer.numberOfLeadingZeros(tokens.size())));
        return features;
    }

    /** The words of a message, each a feature of it. */
    List<String> words(String message) {
        return tokenizer.tokens(message).stream().map(Token::form).toList();
    }

    /** Cuts messages into words. */
    Tokenizer tokenizer() {
        return tokenizer;
    }

    private static boolean isNegated(Match<String> match, List<Match<String>> negations) {
        return negations.stream().anyMatch(
                negation -> negation.end() <= match.start() && match.start() - negation.end() < NEGATION_REACH);
    }

    private Map<String, List<Match<String>>> matches(List<Token> tokens) {
        return terms.all(tokens).stream().collect(Collectors.groupingBy(Match::value));
    }
}
