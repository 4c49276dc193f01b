package ai.relayme.policybot.answer;

import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/** Where hand-offs go, and whether somebody is there now. */
public final class SupportDesk {
    /** The hours of the page's footer: Monday to Friday, 09:00-17:00 (UTC+8). */
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);

    private final String email;
    private final FixedTexts texts;
    private final InstantSource clock;
    private final Set<LocalDate> holidays;

    public SupportDesk(String email, FixedTexts texts, InstantSource clock) {
        this.email = email;
        this.texts = texts;
        this.clock = clock;
        this.holidays = BlockFile.read(SupportDesk.class, "holidays.txt").stream()
                .flatMap(block -> block.values("day").stream()).map(LocalDate::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Its address. */
    public String email() {
        return email;
    }

    /** The desk as it stands at this moment. */
    public Handoff.Support now(Language language) {
        return at(clock.instant(), language);
    }

    /** The desk as it stands at that moment. */
    public Handoff.Support at(Instant moment, Language language) {
        OffsetDateTime now = moment.atOffset(ZONE);
        boolean open = isWorkday(now) && !now.toLocalTime().isBefore(OPENS) && now.toLocalTime().isBefore(CLOSES);
        return new Handoff.Support(email, texts.hours(language), open, open ? null : nextOpening(now));
    }

    /** The last time that the desk closes at or before that moment: whoever works to a date has until then. */
    public Instant lastClosing(Instant moment) {
        OffsetDateTime end = moment.atOffset(ZONE);
        OffsetDateTime closing = end.with(CLOSES);
        while (closing.isAfter(end) || !isWorkday(closing)) {
            closing = closing.minusDays(1);
        }
        return closing.toInstant();
    }

    private Instant nextOpening(OffsetDateTime now) {
        OffsetDateTime opening = now.with(OPENS);
        while (!opening.isAfter(now) || !isWorkday(opening)) {
            opening = opening.plusDays(1);
        }
        return opening.toInstant();
    }

    private boolean isWorkday(OffsetDateTime time) {
        return time.getDayOfWeek() != DayOfWeek.SATURDAY && time.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.contains(time.toLocalDate());
    }
}
