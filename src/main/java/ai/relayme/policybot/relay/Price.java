package ai.relayme.policybot.relay;

import java.math.BigDecimal;

/**
 * What a model costs, in whatever currency the operator pays in.
 *
 * @param input  for a million tokens of prompt, not negative
 * @param output for a million tokens of answer, not negative
 */
public record Price(BigDecimal input, BigDecimal output) {
    /** Of a model without a price. */
    public static final Price NONE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int MILLION_DIGITS = 6;

    /** Throws where a price is negative. */
    public Price {
        if (input.signum() < 0 || output.signum() < 0) {
            throw new IllegalArgumentException("a price is negative");
        }
    }

    /** What that usage costs, exactly. */
    public BigDecimal of(Usage usage) {
        return input.multiply(BigDecimal.valueOf(usage.inputTokens()))
                .add(output.multiply(BigDecimal.valueOf(usage.outputTokens()))).movePointLeft(MILLION_DIGITS);
    }
}
