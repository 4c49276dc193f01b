package ai.relayme.policybot.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a mail is tried again: after 1, 5, 15 and 30 minutes, then every hour give or take a fifth, so that what waited
 * through an outage does not come all at once, until five days have passed (RFC 5321 4.5.4.1: four to five days).
 */
final class RetrySchedule {
    private static final List<Duration> FIRST = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofMinutes(30));
    private static final Duration THEN = Duration.ofHours(1);
    private static final double JITTER = 0.2;
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(5);

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * When to try again.
     *
     * @param deferrals how often it was deferred, this time included, from 1
     * @param since     when it was deferred first
     * @return nothing once it has been tried for long enough
     */
    Optional<Instant> next(int deferrals, Instant since, Instant now) {
        if (!now.isBefore(since.plus(GIVE_UP_AFTER))) {
            return Optional.empty();
        }
        Duration pause = deferrals <= FIRST.size()
                ? FIRST.get(deferrals - 1)
                : Duration.ofMillis((long) (THEN.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
        return Optional.of(now.plus(pause));
    }
}
