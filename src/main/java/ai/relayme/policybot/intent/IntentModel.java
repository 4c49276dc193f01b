package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Prediction;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What words look like to the classifier that was trained on examples. Immutable. */
final class IntentModel {
    /** To be sent away wrongly is worse than to be answered needlessly: anything but a policy question must be this sure. */
    static final double LEAST_CHANCE = 0.5;

    /** Of what is about a right, this much must speak for wanting it now. */
    private static final double LEAST_REQUEST_SHARE = 0.4;

    /** Few words that name no right look like any: of such, the one that is this sure is meant. */
    private static final double LEAST_UNNAMED_CHANCE = 0.8;

    private static final String REQUEST = "request.";
    private static final String INFORMATION = "info.";

    private final IntentFeatures features;
    private final LinearClassifier classifier;

    IntentModel(IntentFeatures features) {
        this.features = features;
        this.classifier = LinearClassifier.read(IntentModel.class, "intent.model");
    }

    /** Names the examples that it was trained on. */
    String trainedOn() {
        return classifier.digest();
    }

    /** What a text looks like. */
    Look look(String text) {
        Set<String> said = features.of(text);
        Map<String, Double> chances = new HashMap<>();
        for (Prediction prediction : classifier.predict(said)) {
            chances.put(prediction.label(), prediction.chance());
        }
        List<String> words = features.words(text);
        long known = words.stream().filter(classifier::knows).count();
        return new Look(said, chances, words.size(), 2 * known >= words.size());
    }

    /**
     * What a text looks like.
     *
     * @param said       its features
     * @param chances    the chance of each intent, by its label
     * @param words      how many words it has
     * @param understood whether at least half of them were seen in training: what the others look like is chance
     */
    record Look(Set<String> said, Map<String, Double> chances, int words, boolean understood) {
        double chance(String label) {
            return chances.getOrDefault(label, 0.0);
        }

        /** The likeliest intent, a question about the policies where none is likely enough. */
        String likeliest() {
            return chances.entrySet().stream().filter(entry -> entry.getValue() >= LEAST_CHANCE)
                    .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("policy");
        }

        /** The right that it is about, if it is understood and surely about one at all. */
        Optional<Right> right() {
            Map<Right, Double> rights = new EnumMap<>(Right.class);
            for (Right right : Right.values()) {
                rights.put(right, chance(REQUEST + right.label()) + chance(INFORMATION + right.label()));
            }
            double any = rights.values().stream().mapToDouble(Double::doubleValue).sum();
            return understood && any >= LEAST_CHANCE
                    ? rights.entrySet().stream().max(Comparator.comparingDouble(Map.Entry::getValue))
                            .map(Map.Entry::getKey)
                    : Optional.empty();
        }

        /** Whether a right is to be used now, and not only to be known of. */
        boolean isRequest(Right right) {
            double request = chance(REQUEST + right.label());
            return request >= LEAST_REQUEST_SHARE * (request + chance(INFORMATION + right.label()));
        }

        /** Whether it says a term of that block, and does not deny it. */
        boolean says(String block) {
            return said.contains("@" + block);
        }

        /** Whether it says a term for that right, be it to deny it. */
        boolean names(Right right) {
            return says(right.label()) || said.contains("@not " + right.label());
        }

        /** Whether it is surely about that right: it says so, or is this likely. */
        boolean isSurely(Right right) {
            return says(right.label()) || chance(REQUEST + right.label())
                    + chance(INFORMATION + right.label()) >= LEAST_UNNAMED_CHANCE;
        }
    }
}
