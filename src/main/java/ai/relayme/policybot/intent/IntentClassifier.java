package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.Disguise;
import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Prediction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a visitor wants from the words alone. Immutable. */
public final class IntentClassifier {
    /** To be sent away wrongly is worse than to be answered needlessly: anything but a policy question must be this sure. */
    private static final double LEAST_CHANCE = 0.5;

    /** In a conversation few words are enough to ask on, and such words alone look like anything. */
    private static final double LEAST_SURE_CHANCE_LATER = 0.8;

    /** Of what is about a right, this much must speak for wanting it now. */
    private static final double LEAST_REQUEST_SHARE = 0.4;

    private static final String REQUEST = "request.";
    private static final String INFORMATION = "info.";

    private final IntentFeatures features;
    private final LinearClassifier classifier;

    public IntentClassifier(IntentFeatures features) {
        this.features = features;
        this.classifier = LinearClassifier.read(IntentClassifier.class, "intent.model");
    }

    /** Names the examples that it was trained on. */
    public String trainedOn() {
        return classifier.digest();
    }

    /**
     * What the visitor wants. A message in disguise may ask what the policy says and nothing else: whoever has an honest
     * request or wants a person writes so. One without words, such as an emoji or "...", asks nothing.
     *
     * @param message what was written now
     * @param earlier the conversation's earlier questions, oldest first
     */
    public Intent classify(String message, List<String> earlier) {
        String plain = Disguise.undo(message);
        if (features.words(plain).isEmpty()) {
            return new Intent.Smalltalk();
        }
        Intent intent = plainly(plain, earlier);
        return plain.equals(message) || intent instanceof Intent.PolicyQuestion ? intent : new Intent.Unsafe();
    }

    private Intent plainly(String message, List<String> earlier) {
        Map<String, Double> chances = chances(message);
        Optional<Right> right = isUnderstood(message) ? right(chances) : Optional.empty();
        if (!earlier.isEmpty() && features.has("act.do_it", message) && namesNoRight(message)) {
            Optional<Right> meant = right(chances(earlier.getLast()));
            if (meant.isPresent()) {
                return new Intent.RightsRequest(meant.get());
            }
        }
        if (right.isPresent()) {
            double request = chance(chances, REQUEST + right.get().label());
            double information = chance(chances, INFORMATION + right.get().label());
            return request >= LEAST_REQUEST_SHARE * (request + information)
                    ? new Intent.RightsRequest(right.get())
                    : new Intent.RightsInformation(right.get());
        }
        String likeliest = chances.entrySet().stream().filter(entry -> entry.getValue() >= LEAST_CHANCE)
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("policy");
        return switch (likeliest) {
            case "human" -> new Intent.Human();
            case "smalltalk" -> earlier.isEmpty() || !message.strip().endsWith("?")
                    || chance(chances, "smalltalk") >= LEAST_SURE_CHANCE_LATER
                            ? new Intent.Smalltalk()
                            : new Intent.PolicyQuestion();
            case "account" -> new Intent.AccountMatter();
            case "advice" -> new Intent.Advice();
            case "unsafe" -> new Intent.Unsafe();
            case "offtopic" -> earlier.isEmpty() || chance(chances, "offtopic") >= LEAST_SURE_CHANCE_LATER
                    ? new Intent.OffTopic()
                    : new Intent.PolicyQuestion();
            default -> new Intent.PolicyQuestion();
        };
    }

    /** Whether at least half of the words were seen in training: what the others look like is chance. */
    private boolean isUnderstood(String message) {
        List<String> words = features.words(message);
        return 2 * words.stream().filter(classifier::knows).count() >= words.size();
    }

    /** Of "please do it" the words alone tell nothing of what is to be done. */
    private boolean namesNoRight(String message) {
        return Arrays.stream(Right.values()).noneMatch(right -> features.has(right.label(), message));
    }

    /** The right that the message is about, if it is surely about one at all. */
    private static Optional<Right> right(Map<String, Double> chances) {
        Map<Right, Double> rights = new HashMap<>();
        double any = 0;
        for (Right right : Right.values()) {
            double chance = chance(chances, REQUEST + right.label()) + chance(chances, INFORMATION + right.label());
            rights.put(right, chance);
            any += chance;
        }
        if (any < LEAST_CHANCE) {
            return Optional.empty();
        }
        return rights.entrySet().stream().max(Comparator.comparingDouble(Map.Entry::getValue)).map(Map.Entry::getKey);
    }

    private Map<String, Double> chances(String message) {
        Map<String, Double> chances = new HashMap<>();
        for (Prediction prediction : classifier.predict(features.of(message))) {
            chances.put(prediction.label(), prediction.chance());
        }
        return chances;
    }

    private static double chance(Map<String, Double> chances, String label) {
        return chances.getOrDefault(label, 0.0);
    }
}
