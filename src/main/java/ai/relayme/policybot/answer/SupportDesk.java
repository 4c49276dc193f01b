package ai.relayme.policybot.answer;

import ai.relayme.policybot.language.Language;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Where hand-offs go, and whether somebody is there now. */
public final class SupportDesk {
    /** The hours of the page's footer: Monday to Friday, 09:00-17:00 (UTC+8). */
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);

    private final String email;
    private final FixedTexts texts;
    private final InstantSource clock;

    public SupportDesk(String email, FixedTexts texts, InstantSource clock) {
        this.email = email;
        this.texts = texts;
        this.clock = clock;
    }

    /** The desk as it stands at this moment. */
    public Handoff.Support now(Language language) {
        OffsetDateTime now = clock.instant().atOffset(ZONE);
        boolean open = isWorkday(now) && !now.toLocalTime().isBefore(OPENS) && now.toLocalTime().isBefore(CLOSES);
        return new Handoff.Support(email, texts.hours(language), open, open ? null : nextOpening(now));
    }

    private static Instant nextOpening(OffsetDateTime now) {
        OffsetDateTime opening = now.with(OPENS);
        while (!opening.isAfter(now) || !isWorkday(opening)) {
            opening = opening.plusDays(1);
        }
        return opening.toInstant();
    }

    private static boolean isWorkday(OffsetDateTime time) {
        return time.getDayOfWeek() != DayOfWeek.SATURDAY && time.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
