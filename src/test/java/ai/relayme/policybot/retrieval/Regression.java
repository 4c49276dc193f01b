package ai.relayme.policybot.retrieval;

import java.util.List;

/** Fits regressions of a few numbers by gradient ascent with momentum; the same examples give the same weights. */
final class Regression {
    private static final double MOMENTUM = 0.9;

    private Regression() {}

    /** Things to choose from, each with its numbers, and which of them are right. */
    @SuppressWarnings("ArrayRecordComponent")
    record Choice(List<double[]> numbers, boolean[] right) {}

    static double sum(double[] weights, double[] numbers) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * numbers[i];
        }
        return sum;
    }

    /** The weights under which the right things get most of the softmax of the sums, lightly held back. */
    static double[] choice(List<Choice> choices) {
        double rate = 1.5;
        double restraint = 0.0005;
        double[] weights = new double[choices.getFirst().numbers().getFirst().length];
        double[] speed = new double[weights.length];
        for (int round = 0; round < 600; round++) {
            double[] slope = new double[weights.length];
            for (Choice choice : choices) {
                addSlope(choice, weights, slope);
            }
            climb(weights, speed, slope, choices.size(), rate, restraint * choices.size());
        }
        return weights;
    }

    private static void addSlope(Choice choice, double[] weights, double[] slope) {
        int count = choice.numbers().size();
        double[] chances = new double[count];
        double greatest = choice.numbers().stream().mapToDouble(each -> sum(weights, each)).max().orElse(0);
        double all = 0;
        double right = 0;
        for (int i = 0; i < count; i++) {
            chances[i] = Math.exp(sum(weights, choice.numbers().get(i)) - greatest);
            all += chances[i];
            right += choice.right()[i] ? chances[i] : 0;
        }
        for (int i = 0; i < count; i++) {
            double pull = (choice.right()[i] ? chances[i] / Math.max(right, Double.MIN_NORMAL) : 0) - chances[i] / all;
            for (int k = 0; k < slope.length; k++) {
                slope[k] += pull * choice.numbers().get(i)[k];
            }
        }
    }

    /** The weights of a logistic regression; the first number, which is always 1, is not held back. */
    static double[] decision(List<double[]> numbers, List<Boolean> yes) {
        double rate = 0.5;
        double[] weights = new double[numbers.getFirst().length];
        double[] speed = new double[weights.length];
        for (int round = 0; round < 3000; round++) {
            double[] slope = new double[weights.length];
            for (int i = 0; i < numbers.size(); i++) {
                double pull = (yes.get(i) ? 1 : 0) - 1 / (1 + Math.exp(-sum(weights, numbers.get(i))));
                for (int k = 0; k < slope.length; k++) {
                    slope[k] += pull * numbers.get(i)[k];
                }
            }
            slope[0] += weights[0];
            climb(weights, speed, slope, numbers.size(), rate, 1);
        }
        return weights;
    }

    private static void climb(double[] weights, double[] speed, double[] slope, int examples, double rate,
            double restraint) {
        for (int k = 0; k < weights.length; k++) {
            speed[k] = MOMENTUM * speed[k] + (slope[k] - restraint * weights[k]) / examples;
            weights[k] += rate * speed[k];
        }
    }
}
