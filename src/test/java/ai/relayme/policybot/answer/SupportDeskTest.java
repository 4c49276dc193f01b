package ai.relayme.policybot.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportDeskTest {
    private final SupportDesk desk = new SupportDesk("support@example.com", new FixedTexts(), InstantSource.system());

    @ParameterizedTest
    @CsvSource({
            // a Wednesday: nine to five in Hong Kong, the first minute in and the last one out
            "2026-11-25T00:59:59Z, false, 2026-11-25T01:00:00Z", "2026-11-25T01:00:00Z, true,",
            "2026-11-25T08:59:59Z, true,", "2026-11-25T09:00:00Z, false, 2026-11-26T01:00:00Z",
            // Friday evening, and Sunday evening elsewhere, when it is Monday there
            "2026-11-27T10:00:00Z, false, 2026-11-30T01:00:00Z", "2026-11-29T20:00:00Z, false, 2026-11-30T01:00:00Z",
            // Christmas on a Friday, Lunar New Year from Tuesday to Thursday, Easter and Ching Ming until Tuesday
            "2026-12-25T04:00:00Z, false, 2026-12-28T01:00:00Z", "2026-02-17T04:00:00Z, false, 2026-02-20T01:00:00Z",
            "2026-04-03T04:00:00Z, false, 2026-04-08T01:00:00Z",
            // a leap day, in a year whose holidays are not on file
            "2028-02-29T04:00:00Z, true,"})
    void isThereInOfficeHoursButOnHolidays(Instant moment, boolean open, Instant nextOpen) {
        Handoff.Support support = desk.at(moment, Language.EN);
        assertThat(support.openNow()).isEqualTo(open);
        assertThat(support.nextOpen()).isEqualTo(nextOpen);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25T15:59:59Z, 2026-11-25T09:00:00Z", "2026-11-25T08:00:00Z, 2026-11-24T09:00:00Z",
            "2026-11-29T15:59:59Z, 2026-11-27T09:00:00Z", "2026-12-26T15:59:59Z, 2026-12-24T09:00:00Z",
            "2026-02-19T15:59:59Z, 2026-02-16T09:00:00Z"})
    void tellsByWhichClosingADateMustBeMet(Instant date, Instant closing) {
        assertThat(desk.lastClosing(date)).isEqualTo(closing);
    }
}
