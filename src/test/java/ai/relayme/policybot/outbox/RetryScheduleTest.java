package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void waitsLongerAndLongerThenAnHourOrSoForFiveDays() {
        RetrySchedule schedule = new RetrySchedule(new Random(1));
        List<Duration> pauses = new ArrayList<>();
        Instant now = NOON;
        for (Optional<Instant> next = schedule.next(1, NOON, now); next
                .isPresent(); next = schedule.next(pauses.size() + 1, NOON, now)) {
            pauses.add(Duration.between(now, next.get()));
            now = next.get();
        }
        assertThat(pauses.subList(0, 4)).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5),
                Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertThat(pauses.subList(4, pauses.size()))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72)));
        assertThat(pauses.stream().skip(4).distinct().count()).as("spread").isGreaterThan(50);
        assertThat(Duration.between(NOON, now)).isBetween(Duration.ofDays(5), Duration.ofDays(5).plusMinutes(72));
    }
}
