package ai.relayme.policybot.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When support is reminded of a case: a day after it was told of it, where nobody has confirmed that by then; when half its
 * time is over, seven, three and one day before its date, and on it.
 */
final class Reminders {
    /** A mail that bounces later is out of SMTP's sight: that nobody acts is all that there is to see of it. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofHours(24);

    private Reminders() {}

    /** The first reminder of a case that support is told of at that moment. */
    static Instant first(CaseFile file, Instant told) {
        Instant unconfirmed = told.plus(CONFIRMED_WITHIN);
        Instant next = next(file, told);
        return next != null && next.isBefore(unconfirmed) ? next : unconfirmed;
    }

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
