package ai.relayme.policybot.ratelimit;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/**
 * How many requests of a kind a client may make.
 *
 * @param requests how many, from 1
 * @param period    in how long
 */
public record RateLimit(long requests, Duration period) {
    private static final long MOST = 1_000_000;

    /** The limit that a text such as {@code 30/PT1M} states: 1 to a million in a second to a day. */
    public static Optional<RateLimit> parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            long requests = Long.parseLong(parts[0]);
            Duration period = parts.length == 2 ? Duration.parse(parts[1]) : Duration.ZERO;
            if (requests >= 1 && requests <= MOST && period.compareTo(Duration.ofSeconds(1)) >= 0
                    && period.compareTo(Duration.ofDays(1)) <= 0) {
                return Optional.of(new RateLimit(requests, period));
            }
        } catch (NumberFormatException | DateTimeException e) {
            // no limit, as the caller is told
        }
        return Optional.empty();
    }

    /** The text that states it. */
    public String text() {
        return requests + "/" + period;
    }
}
