package ai.relayme.policybot.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How many of the things counted are as the figure says.
 *
 * @param counted those that are, 0 to {@code of}
 * @param of      how many there are, 0 or more; with 0 there is no share to tell
 */
public record Share(int counted, int of) {
    /** Of a normal distribution 95 % lie within this many standard deviations. */
    private static final double Z = 1.959963984540054;

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

    /**
     * The shares that are likely to hold for all questions of this sort, of which those counted are a sample: the score
     * interval of 95 % (E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
     * American Statistical Association 22, 1927). Unlike the usual one it does not leave 0 to 1 and is of use for few
     * questions. Not to be asked for of nothing.
     */
    public Interval interval() {
        double share = value();
        double square = Z * Z;
        double centre = share + square / (2 * of);
        double spread = Z * Math.sqrt(share * (1 - share) / of + square / (4.0 * of * of));
        double scale = 1 + square / of;
        return new Interval(Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale));
    }

    /**
     * From a share to a share.
     *
     * @param low  0 to {@code high}
     * @param high {@code low} to 1
     */
    public record Interval(double low, double high) {
        /** As tables show it: {@code 0.71–0.88}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f\u2013%.2f", low, high);
        }
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
