package ai.relayme.policybot.retrieval;

/**
 * Makes one score of all signals: the chance that a passage answers, by a logistic regression over them. The weights were
 * fitted by {@code TrainFusion} to labelled questions.
 */
final class Fusion {
    private static final double[] WITH_VECTORS = {0, 1.22, 0.51, 0, 0.51, 1.45, 1.79, 1.84, 0.41};
    private static final double[] WORDS_ALONE = {0.24, 1.44, 0.56, 0, 1.74, 0, 0, 0, 0};

    private final double[] weights;
    private final double bias;

    private Fusion(double[] weights, double bias) {
        this.weights = weights;
        this.bias = bias;
    }

    static Fusion withVectors() {
        return new Fusion(WITH_VECTORS, -1.78);
    }

    static Fusion wordsAlone() {
        return new Fusion(WORDS_ALONE, -1.48);
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
