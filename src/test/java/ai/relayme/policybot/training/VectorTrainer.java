package ai.relayme.policybot.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Moves the vectors of tokens so that texts about the same concept lie together, whatever their language and words: a
 * softmax over the cosines of a text's direction with one vector a concept, fitted by Adam in small batches. Tokens of no
 * example stay where they are. The same examples give the same vectors.
 */
final class VectorTrainer {
    private static final int ROUNDS = 8;
    private static final int BATCH = 256;
    private static final double RATE = 0.01;
    private static final double SHARPNESS = 12;
    /** So many tokens are left out of a text, by chance, so that no concept hangs on one word. */
    private static final double LEFT_OUT = 0.2;
    /** How strongly a token is held where it was. */
    private static final double HOLD = 1e-2;
    private static final double MOMENTUM = 0.9;
    private static final double SQUARES = 0.999;
    private static final double STEADY_TOKENS = 1e-4;
    private static final double STEADY_CONCEPTS = 1e-6;
    private static final long SEED = 1;

    private final float[][] tokens;
    private final float[][] origin;
    private final float[][] concepts;
    private final float[][] tokenMoments;
    private final float[][] tokenSquares;
    private final float[][] conceptMoments;
    private final float[][] conceptSquares;
    private final Random random = new Random(SEED);
    private int steps;

    /** A text: the places of its tokens' vectors, and the places of the concepts it is about. */
    @SuppressWarnings("ArrayRecordComponent")
    record Example(int[] tokens, int[] concepts) {}

    /** Will move these vectors in place. */
    VectorTrainer(float[][] tokens, int conceptCount) {
        this.tokens = tokens;
        int dimensions = tokens[0].length;
        origin = Arrays.stream(tokens).map(float[]::clone).toArray(float[][]::new);
        concepts = new float[conceptCount][dimensions];
        tokenMoments = new float[tokens.length][dimensions];
        tokenSquares = new float[tokens.length][dimensions];
        conceptMoments = new float[conceptCount][dimensions];
        conceptSquares = new float[conceptCount][dimensions];
    }

    /** The vectors of the concepts after fitting: their dot products with a direction are logarithms of odds. */
    float[][] fit(List<Example> examples) {
        for (Example example : examples) {
            float[] direction = direction(example.tokens);
            for (int concept : example.concepts) {
                add(concepts[concept], direction, 1.0 / example.concepts.length);
            }
        }
        for (float[] concept : concepts) {
            scale(concept, 1 / length(concept));
        }
        List<Example> order = new ArrayList<>(examples);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); from += BATCH) {
                batch(order.subList(from, Math.min(order.size(), from + BATCH)));
            }
        }
        float[][] odds = Arrays.stream(concepts).map(float[]::clone).toArray(float[][]::new);
        for (float[] concept : odds) {
            scale(concept, SHARPNESS / length(concept));
        }
        return odds;
    }

    private void batch(List<Example> batch) {
        Map<Integer, float[]> gradients = new HashMap<>();
        float[][] units = new float[concepts.length][];
        float[][] unitGradients = new float[concepts.length][tokens[0].length];
        for (int i = 0; i < units.length; i++) {
            units[i] = concepts[i].clone();
            scale(units[i], 1 / length(concepts[i]));
        }
        for (Example example : batch) {
            int[] kept = Arrays.stream(example.tokens).filter(token -> random.nextDouble() >= LEFT_OUT).toArray();
            example(kept, example.concepts, 1.0 / batch.size(), units, gradients, unitGradients);
        }
        steps++;
        gradients.forEach((token, gradient) -> {
            add(gradient, tokens[token], HOLD / batch.size());
            add(gradient, origin[token], -HOLD / batch.size());
            step(tokens[token], gradient, tokenMoments[token], tokenSquares[token], STEADY_TOKENS);
        });
        for (int i = 0; i < concepts.length; i++) {
            float[] gradient = acrossUnit(unitGradients[i], units[i], length(concepts[i]));
            step(concepts[i], gradient, conceptMoments[i], conceptSquares[i], STEADY_CONCEPTS);
        }
    }

    private void example(int[] kept, int[] wanted, double share, float[][] units, Map<Integer, float[]> gradients,
            float[][] unitGradients) {
        float[] sum = new float[tokens[0].length];
        for (int token : kept) {
            add(sum, tokens[token], 1 / (1 - LEFT_OUT));
        }
        double length = length(sum);
        float[] unit = sum.clone();
        scale(unit, 1 / length);
        double[] chances = new double[units.length];
        double total = 0;
        for (int i = 0; i < units.length; i++) {
            chances[i] = Math.exp(SHARPNESS * (dot(units[i], unit) - 1));
            total += chances[i];
        }
        float[] toward = new float[unit.length];
        for (int i = 0; i < units.length; i++) {
            double error = chances[i] / total;
            for (int concept : wanted) {
                error -= concept == i ? 1.0 / wanted.length : 0;
            }
            error *= SHARPNESS * share;
            add(toward, units[i], error);
            add(unitGradients[i], unit, error);
        }
        float[] gradient = acrossUnit(toward, unit, length);
        for (int token : kept) {
            add(gradients.computeIfAbsent(token, place -> new float[unit.length]), gradient, 1 / (1 - LEFT_OUT));
        }
    }

    /** What a gradient by the direction is by the vector that has this direction and length. */
    private static float[] acrossUnit(float[] gradient, float[] unit, double length) {
        float[] across = gradient.clone();
        add(across, unit, -dot(gradient, unit));
        scale(across, 1 / length);
        return across;
    }

    private void step(float[] values, float[] gradient, float[] moments, float[] squares, double steady) {
        double momentumShare = 1 - Math.pow(MOMENTUM, steps);
        double squaresShare = 1 - Math.pow(SQUARES, steps);
        for (int i = 0; i < values.length; i++) {
            moments[i] = (float) (MOMENTUM * moments[i] + (1 - MOMENTUM) * gradient[i]);
            squares[i] = (float) (SQUARES * squares[i] + (1 - SQUARES) * gradient[i] * gradient[i]);
            values[i] -= (float) (RATE * moments[i] / momentumShare / (Math.sqrt(squares[i] / squaresShare) + steady));
        }
    }

    private float[] direction(int[] places) {
        float[] sum = new float[tokens[0].length];
        for (int token : places) {
            add(sum, tokens[token], 1);
        }
        scale(sum, 1 / length(sum));
        return sum;
    }

    static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private static double length(float[] values) {
        return Math.max(1e-3, Math.sqrt(dot(values, values)));
    }

    private static void add(float[] sum, float[] values, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (values[i] * factor);
        }
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }
}
