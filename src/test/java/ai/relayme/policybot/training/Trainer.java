package ai.relayme.policybot.training;

import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Fits a multinomial logistic regression, in a way of one's choice. The same examples give the same weights. */
final class Trainer {
    /** A feature of one example teaches that example by heart. */
    private static final int FEWEST_EXAMPLES = 2;
    /** Weights under this share of their feature's greatest change no decision and would triple the file. */
    private static final double LEAST_SHARE = 0.06;

    private final List<String> labels;
    private final Map<String, Integer> features = new HashMap<>();
    private final List<Case> cases = new ArrayList<>();

    /** An example: its features and its labels, which share the chance evenly. */
    record Example(Collection<String> features, List<String> labels) {
        Example {
            labels = List.copyOf(labels);
        }
    }

    /**
     * An example in numbers: the places of its features, the chances of the labels that are right, and what the sum of its
     * features' weights is multiplied by.
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Case(int[] features, double[] wanted, double share) {}

    /** What weights are fitted to; the weight of a feature for a label stands at {@code feature * labels + label}. */
    record Cases(List<Case> all, int features, int labels) {
        Cases {
            all = List.copyOf(all);
        }
    }

    Trainer(List<Example> examples) {
        labels = List.copyOf(new TreeSet<>(examples.stream().flatMap(example -> example.labels().stream()).toList()));
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(example -> example.features().forEach(feature -> counts.merge(feature, 1, Integer::sum)));
        new TreeSet<>(counts.keySet()).stream().filter(feature -> counts.getOrDefault(feature, 0) >= FEWEST_EXAMPLES)
                .forEach(feature -> features.put(feature, features.size()));
        for (Example example : examples) {
            double[] chances = new double[labels.size()];
            example.labels().forEach(label -> chances[labels.indexOf(label)] += 1.0 / example.labels().size());
            // the root of all features, known or not, scales the sum when predicting; so it does here
            cases.add(new Case(
                    example.features().stream().filter(features::containsKey).mapToInt(features::get).toArray(),
                    chances,
                    1 / Math.sqrt(Math.max(1, example.features().size()))));
        }
    }

    /**
     * The fitted classifier.
     *
     * @param digest names its examples
     * @param way    finds the weights
     * @param most   how many weights a feature keeps, its greatest ones, up to 255
     */
    LinearClassifier fit(String digest, Function<Cases, float[]> way, int most) {
        int count = labels.size();
        float[] weights = way.apply(new Cases(cases, features.size(), count));
        Map<String, Weights> kept = new HashMap<>();
        features.forEach((name, at) -> kept.put(name, weights(weights, at * count, count, most)));
        return LinearClassifier.of(digest, labels, kept);
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
