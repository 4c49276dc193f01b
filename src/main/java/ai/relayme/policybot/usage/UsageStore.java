package ai.relayme.policybot.usage;

import ai.relayme.policybot.store.Store;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Keeps count of tokens by day, which begins at midnight UTC, and model. Every method throws
 * {@link ai.relayme.policybot.store.StoreException} if the database fails. Safe for concurrent use.
 */
public final class UsageStore {
    private static final int MICROS = 6;

    private final Store store;
    private final InstantSource clock;
    private final Optional<Long> budget;

    /** @param budget tokens that may be used in a day, at least 0; empty for any number */
    public UsageStore(Store store, InstantSource clock, Optional<Long> budget) {
        this.store = store;
        this.clock = clock;
        this.budget = budget;
    }

    /**
     * What was used.
     *
     * @param calls        calls made
     * @param inputTokens  tokens of prompts
     * @param outputTokens tokens of answers
     * @param cost         what they cost, in the currency of the prices, to a millionth
     */
    public record Total(long calls, long inputTokens, long outputTokens, BigDecimal cost) {}

    /** Adds a call to today's. On the disk when this returns. */
    public void add(String model, long inputTokens, long outputTokens, BigDecimal cost) {
        long costMicros = cost.movePointRight(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        store.write(handle -> handle.createUpdate("""
                insert into relay_usage (day, model, calls, input_tokens, output_tokens, cost_micros)
                values (:day, :model, 1, :input, :output, :cost)
                on conflict (day, model) do update set calls = relay_usage.calls + 1,
                    input_tokens = relay_usage.input_tokens + excluded.input_tokens,
                    output_tokens = relay_usage.output_tokens + excluded.output_tokens,
                    cost_micros = relay_usage.cost_micros + excluded.cost_micros""").bind("day", today())
                .bind("model", model).bind("input", inputTokens).bind("output", outputTokens).bind("cost", costMicros)
                .execute());
    }

    /** What was used on the day that moment falls on, by every node and model. */
    public Total on(Instant moment) {
        return store.read(handle -> handle.createQuery("""
                select coalesce(sum(calls), 0) as calls, coalesce(sum(input_tokens), 0) as input,
                    coalesce(sum(output_tokens), 0) as output, coalesce(sum(cost_micros), 0) as cost
                from relay_usage where day = :day""").bind("day", day(moment))
                .map((row, context) -> new Total(row.getLong("calls"), row.getLong("input"), row.getLong("output"),
                        BigDecimal.valueOf(row.getLong("cost"), MICROS)))
                .one());
    }

    /** Whether today's budget is used up; calls that are under way may overshoot it. */
    public boolean isUsedUp() {
        if (budget.isEmpty()) {
            return false;
        }
        Total today = on(clock.instant());
        return today.inputTokens() + today.outputTokens() >= budget.get();
    }

    private String today() {
        return day(clock.instant());
    }

    private static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}
