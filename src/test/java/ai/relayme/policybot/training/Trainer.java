package ai.relayme.policybot.training;

import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Fits a multinomial logistic regression by stochastic gradient descent (AdaGrad). The same examples give the same weights. */
final class Trainer {
    private static final int ROUNDS = 12;
    private static final double RATE = 0.5;
    private static final double SHRINKAGE = 2e-5;
    /** A feature of one example teaches that example by heart. */
    private static final int FEWEST_EXAMPLES = 2;
    /** Weights under this share of their feature's greatest change no decision and would triple the file. */
    private static final double LEAST_SHARE = 0.06;
    private static final long SEED = 1;

    private final List<String> labels;
    private final Map<String, Integer> features = new HashMap<>();
    private final List<int[]> present = new ArrayList<>();
    private final List<double[]> wanted = new ArrayList<>();

    /** An example: its features and its labels, which share the chance evenly. */
    record Example(Collection<String> features, List<String> labels) {
        Example {
            labels = List.copyOf(labels);
        }
    }

    Trainer(List<Example> examples) {
        labels = List.copyOf(new TreeSet<>(examples.stream().flatMap(example -> example.labels().stream()).toList()));
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(example -> example.features().forEach(feature -> counts.merge(feature, 1, Integer::sum)));
        new TreeSet<>(counts.keySet()).stream().filter(feature -> counts.getOrDefault(feature, 0) >= FEWEST_EXAMPLES)
                .forEach(feature -> features.put(feature, features.size()));
        for (Example example : examples) {
            // the root of all features, known or not, scales the sum when predicting; so it does here
            present.add(example.features().stream().filter(features::containsKey).mapToInt(features::get).toArray());
            double[] chances = new double[labels.size()];
            example.labels().forEach(label -> chances[labels.indexOf(label)] += 1.0 / example.labels().size());
            wanted.add(chances);
        }
    }

    /**
     * The fitted classifier.
     *
     * @param digest names its examples
     * @param most   how many weights a feature keeps, its greatest ones, up to 255
     */
    LinearClassifier fit(String digest, List<Example> examples, int most) {
        int count = labels.size();
        float[] weights = new float[features.size() * count];
        float[] squares = new float[weights.length];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            order.add(i);
        }
        Random random = new Random(SEED);
        double[] gradient = new double[count];
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                step(weights, squares, gradient, present.get(i), wanted.get(i), examples.get(i).features().size());
            }
        }
        Map<String, Weights> kept = new HashMap<>();
        features.forEach((name, at) -> kept.put(name, weights(weights, at * count, count, most)));
        return LinearClassifier.of(digest, labels, kept);
    }

    private static void step(float[] weights, float[] squares, double[] gradient, int[] features, double[] wanted,
            int size) {
        int count = gradient.length;
        double share = 1 / Math.sqrt(Math.max(1, size));
        Arrays.fill(gradient, 0);
        for (int feature : features) {
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
            gradient[k] = (gradient[k] / sum - wanted[k]) * share;
        }
        for (int feature : features) {
            for (int k = 0, at = feature * count; k < count; k++, at++) {
                double slope = gradient[k] + SHRINKAGE * weights[at];
                squares[at] += (float) (slope * slope);
                weights[at] -= (float) (RATE * slope / (Math.sqrt(squares[at]) + 1e-3));
            }
        }
    }

    private static Weights weights(float[] all, int from, int count, int most) {
        // what a feature adds to all labels alike changes nothing: without it most weights are next to nothing
        float[] sorted = Arrays.copyOfRange(all, from, from + count);
        Arrays.sort(sorted);
        for (int k = 0; k < count; k++) {
            all[from + k] -= sorted[count / 2];
        }
        float greatest = (float) IntStream.range(0, count).mapToDouble(k -> Math.abs(all[from + k])).max().orElse(0);
        float scale = Math.max(greatest, 1e-6f) / Byte.MAX_VALUE;
        List<Integer> kept = IntStream.range(0, count).boxed()
                .filter(k -> Math.abs(all[from + k]) >= LEAST_SHARE * greatest)
                .sorted(Comparator.comparingDouble((Integer k) -> -Math.abs(all[from + k]))).limit(most).sorted()
                .toList();
        short[] labels = new short[kept.size()];
        byte[] values = new byte[kept.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = kept.get(i).shortValue();
            values[i] = (byte) Math.round(all[from + kept.get(i)] / scale);
        }
        return new Weights(labels, values, scale);
    }
}
