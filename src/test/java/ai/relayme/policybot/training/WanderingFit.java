package ai.relayme.policybot.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Weights by stochastic gradient descent (AdaGrad), ended before it settles. Where it ends hangs on the order in which it
 * sees the examples, so the mean over several orders is taken: two trainings then differ by half as many answers.
 *
 * <p>For intents: fully settled weights ({@link SettledFit}) are more often right on the examples, but take more questions
 * about the policy for requests, which most visitors would suffer from.
 */
final class WanderingFit {
    private static final int ORDERS = 5;
    private static final int ROUNDS = 12;
    private static final double RATE = 0.5;
    private static final double SHRINKAGE = 2e-5;

    private WanderingFit() {}

    static float[] weights(Trainer.Cases cases) {
        float[] mean = new float[cases.features() * cases.labels()];
        for (int seed = 1; seed <= ORDERS; seed++) {
            float[] weights = weights(cases, new Random(seed));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weights[i] / ORDERS;
            }
        }
        return mean;
    }

    private static float[] weights(Trainer.Cases cases, Random random) {
        float[] weights = new float[cases.features() * cases.labels()];
        float[] squares = new float[weights.length];
        double[] gradient = new double[cases.labels()];
        List<Trainer.Case> order = new ArrayList<>(cases.all());
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (Trainer.Case each : order) {
                step(weights, squares, gradient, each);
            }
        }
        return weights;
    }

    private static void step(float[] weights, float[] squares, double[] gradient, Trainer.Case example) {
        int count = gradient.length;
        double share = example.share();
        Arrays.fill(gradient, 0);
        for (int feature : example.features()) {
            for (int k = 0, at = feature * count; k < count; k++, at++) {
                gradient[k] += weights[at] * share;
            }
        }
        double highest = Arrays.stream(gradient).max().orElse(0);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            gradient[k] = Math.exp(gradient[k] - highest);
            sum += gradient[k];
        }
        for (int k = 0; k < count; k++) {
            gradient[k] = (gradient[k] / sum - example.wanted()[k]) * share;
        }
        for (int feature : example.features()) {
            for (int k = 0, at = feature * count; k < count; k++, at++) {
                double slope = gradient[k] + SHRINKAGE * weights[at];
                squares[at] += (float) (slope * slope);
                weights[at] -= (float) (RATE * slope / (Math.sqrt(squares[at]) + 1e-3));
            }
        }
    }
}
