package ai.relayme.policybot.reading;

/**
 * Something counted or dated, in one way of writing.
 *
 * @param kind  what it is
 * @param value what it says, the same for all ways of writing it
 * @param start where it begins in the text
 * @param end   where it ends, exclusive
 */
public record Figure(Kind kind, String value, int start, int end) {
    /** Kinds of figures. */
    public enum Kind {
        /** A day, month or year: {@code 2026-06-06}, {@code 2026-06}. */
        DATE,
        /** A time of day, in minutes. */
        TIME,
        /** A distance from universal time, in hours. */
        OFFSET,
        /** A day of the week, from 1 for Monday. */
        WEEKDAY,
        /** A length of time with its unit. */
        DURATION,
        /** A sum with its currency. */
        AMOUNT,
        /** A share of a hundred. */
        PERCENT,
        /** Any other number. */
        NUMBER
    }

    /** Whether another figure says the same, or at least all that this one says. */
    public boolean isIn(Figure other) {
        return kind == other.kind && (value.equals(other.value)
                || (kind == Kind.DATE && other.value.startsWith(value + "-")));
    }
}
