package ai.relayme.policybot.glossary;

import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Prediction;
import ai.relayme.policybot.language.TextFeatures;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which concepts of the field a question asks about, also where it uses none of their terms: trained on questions
 * that people might ask of any company's policy. Immutable.
 */
public final class ConceptClassifier {
    /** Less likely concepts are noise. */
    private static final double LEAST_CHANCE = 0.01;

    private final Tokenizer tokenizer;
    private final Glossary glossary;
    private final LinearClassifier classifier;

    /** Reads the weights that come with the program. */
    public ConceptClassifier(Tokenizer tokenizer, Glossary glossary) {
        this(tokenizer, glossary, LinearClassifier.read(ConceptClassifier.class, "concepts.model"));
    }

    /** One of other weights. */
    public ConceptClassifier(Tokenizer tokenizer, Glossary glossary, LinearClassifier classifier) {
        this.tokenizer = tokenizer;
        this.glossary = glossary;
        this.classifier = classifier;
    }

    /** Names the examples that it was trained on. */
    public String trainedOn() {
        return classifier.digest();
    }

    /** The concepts that the question may ask about, each with its chance, from 0 to 1; together at most 1. */
    public Map<Concept, Double> chances(String question) {
        Map<Concept, Double> chances = new LinkedHashMap<>();
        for (Prediction prediction : classifier.predict(features(tokenizer, glossary, question))) {
            Concept concept = glossary.all().get(prediction.label());
            if (concept != null && prediction.chance() >= LEAST_CHANCE) {
                chances.put(concept, prediction.chance());
            }
        }
        return chances;
    }

    /** Whether it was trained on that word. */
    public boolean knows(Token word) {
        return classifier.knows(word.form());
    }

    /** What of a question the classifier sees. */
    public static Set<String> features(Tokenizer tokenizer, Glossary glossary, String question) {
        List<Token> tokens = tokenizer.tokens(question);
        Set<String> features = TextFeatures.of(question, tokens);
        glossary.concepts(tokens).forEach(concept -> features.add("#" + concept.id()));
        return features;
    }
}
