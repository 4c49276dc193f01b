package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.language.BlockFile;
import java.util.List;

/** The weights of named numbers, trained aside and read from {@code weights.txt}. Immutable. */
final class Weights {
    private final double[] values;

    private Weights(double[] values) {
        this.values = values;
    }

    /**
     * The weights of that block of the file.
     *
     * @throws IllegalStateException if the file has not exactly one weight for each name: it is part of the program
     */
    static Weights read(String block, String... names) {
        BlockFile.Block found = BlockFile.read(Weights.class, "weights.txt").stream()
                .filter(each -> each.name().equals(block)).findFirst()
                .orElseThrow(() -> new IllegalStateException("weights.txt has no block " + block));
        double[] values = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            List<String> value = found.values(names[i]);
            if (value.size() != 1) {
                throw new IllegalStateException("weights.txt has not one weight of " + block + " for " + names[i]);
            }
            values[i] = Double.parseDouble(value.getFirst());
        }
        return new Weights(values);
    }

    /** The sum of the numbers, each times its weight. */
    double sum(double... numbers) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += values[i] * numbers[i];
        }
        return sum;
    }
}
