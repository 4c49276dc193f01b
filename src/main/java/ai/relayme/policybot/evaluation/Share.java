package ai.relayme.policybot.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many of the things counted are as the figure says.
 *
 * @param counted those that are, 0 to {@code of}
 * @param of      how many there are, 0 or more; with 0 there is no share to tell
 */
public record Share(int counted, int of) {
    /** The share, 0 to 1; not to be asked for of nothing. */
    public double value() {
        if (of == 0) {
            throw new IllegalStateException("nothing was counted");
        }
        return (double) counted / of;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return of == 0;
    }

    /** The share rounded to that many decimals, halves to even. */
    BigDecimal rounded(int decimals) {
        // from the exact value of the double, so that it agrees with the other implementation of these figures to the last digit
        return new BigDecimal(value()).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** As tables show it: {@code 0.812 (65/80)}, or {@code -} of nothing. */
    @Override
    public String toString() {
        return isEmpty() ? "-" : rounded(3).toPlainString() + " (" + counted + "/" + of + ")";
    }
}
