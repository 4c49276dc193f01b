package ai.relayme.policybot.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When support is reminded of a case: when half its time is over, seven, three and one day before its date, and on it. */
final class Reminders {
    private Reminders() {}

    /** The next reminder after that moment; nothing after the last, or where there is no date. */
    static @Nullable Instant next(CaseFile file, Instant after) {
        Instant due = file.dueAt();
        if (due == null) {
            return null;
        }
        Instant half = file.receivedAt().plus(Duration.between(file.receivedAt(), due).dividedBy(2));
        return Stream
                .of(half, due.minus(Duration.ofDays(7)), due.minus(Duration.ofDays(3)), due.minus(Duration.ofDays(1)),
                        due)
                .filter(moment -> moment.isAfter(after)).min(Instant::compareTo).orElse(null);
    }
}
