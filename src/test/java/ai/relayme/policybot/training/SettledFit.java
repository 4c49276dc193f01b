package ai.relayme.policybot.training;

import java.util.Arrays;

/**
 * The weights under which the examples are likeliest, held back towards zero: there is one such place, and it moves little
 * when a few examples are added.
 *
 * <p>For concepts: of many labels with few examples each, weights that are held back are more often right, and less sure of
 * themselves where they are not, than those of {@link WanderingFit}.
 */
final class SettledFit {
    /** How strongly weights are held back: of several, the one with the likeliest unseen examples that still names concepts surely. */
    private static final double HOLD = 0.002;

    private SettledFit() {}

    static float[] weights(Trainer.Cases cases) {
        float[] sums = new float[cases.labels()];
        return Minimiser.minimise(cases.features() * cases.labels(), (weights, slope) -> {
            double loss = 0;
            for (int i = 0; i < weights.length; i++) {
                loss += HOLD / 2 * weights[i] * weights[i];
                slope[i] = (float) (HOLD * weights[i]);
            }
            for (Trainer.Case each : cases.all()) {
                loss += loss(weights, slope, sums, each);
            }
            return loss;
        });
    }

    /** How unlikely an example is; adds to the slope what makes it likelier. */
    private static double loss(float[] weights, float[] slope, float[] sums, Trainer.Case example) {
        int count = sums.length;
        float share = (float) example.share();
        Arrays.fill(sums, 0);
        for (int feature : example.features()) {
            int at = feature * count;
            for (int k = 0; k < count; k++) {
                sums[k] += weights[at + k];
            }
        }
        float highest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            sums[k] *= share;
            highest = Math.max(highest, sums[k]);
        }
        double loss = 0;
        double all = 0;
        for (int k = 0; k < count; k++) {
            loss -= example.wanted()[k] * (sums[k] - highest);
            sums[k] = (float) Math.exp(sums[k] - highest);
            all += sums[k];
        }
        for (int k = 0; k < count; k++) {
            sums[k] = (float) ((sums[k] / all - example.wanted()[k]) * share);
        }
        for (int feature : example.features()) {
            int at = feature * count;
            for (int k = 0; k < count; k++) {
                slope[at + k] += sums[k];
            }
        }
        return loss + Math.log(all);
    }
}
