package ai.relayme.policybot.retrieval;

/**
 * Makes one score of all signals: the chance that a passage answers, by a logistic regression over them. The weights were
 * fitted by {@code TrainFusion} to labelled questions.
 */
final class Fusion {
    private static final double[] WITH_VECTORS = {0.25, 0.49, 0, 0.62, 1.61, 1.93, 1.98, 0.39};
    private static final double[] WORDS_ALONE = {0.69, 0.5, 0, 1.71, 0, 0, 0, 0};

    private final double[] weights;
    private final double bias;

    private Fusion(double[] weights, double bias) {
        this.weights = weights;
        this.bias = bias;
    }

    static Fusion withVectors() {
        return new Fusion(WITH_VECTORS, -1.87);
    }

    static Fusion wordsAlone() {
        return new Fusion(WORDS_ALONE, -1.38);
    }

    double score(Signals signals) {
        double[] values = signals.values();
        double sum = bias;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
