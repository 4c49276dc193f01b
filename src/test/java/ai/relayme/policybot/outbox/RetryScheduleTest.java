package ai.relayme.policybot.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    /** A thousand mails that came evenly or all at once, and a server that is back after six hours. */
    @Test
    void drainsAThousandMailsWithoutABurstAfterAnOutage() {
        Random random = new Random(17);
        RetrySchedule schedule = new RetrySchedule(random);
        for (long apart : new long[]{0, 20}) {
            Instant back = NOON.plus(Duration.ofHours(6));
            Map<Long, Integer> minutes = new TreeMap<>();
            for (int i = 0; i < 1_000; i++) {
                Instant queued = NOON.plusSeconds(i * apart);
                Instant now = queued;
                for (int deferrals = 1; now.isBefore(back); deferrals++) {
                    now = schedule.next(deferrals, queued, now).orElseThrow();
                }
                minutes.merge(Duration.between(back, now).toMinutes(), 1, Integer::sum);
            }
            assertThat(minutes.values()).as("in each minute").allMatch(mails -> mails <= 60);
            assertThat(minutes.keySet()).as("minutes").allMatch(minute -> minute < 72);
        }
    }

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
