package ai.relayme.policybot.rights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegimesTest {
    private final Regimes regimes = new Regimes();

    @ParameterizedTest
    @CsvSource({
            // a month ends on the same date of the next, or on its last day
            "gdpr, access, 2026-11-25T09:00:00Z, 2026-12-25T22:59:59Z",
            "gdpr, erasure, 2027-01-31T10:00:00Z, 2027-02-28T22:59:59Z",
            "gdpr, erasure, 2028-01-31T10:00:00Z, 2028-02-29T22:59:59Z",
            "gdpr, access, 2026-03-31T10:00:00Z, 2026-04-30T21:59:59Z",
            "gdpr, access, 2026-12-31T10:00:00Z, 2027-01-31T22:59:59Z",
            // late in the evening in Greenwich it is the next day in Brussels
            "gdpr, access, 2026-11-30T23:30:00Z, 2027-01-01T22:59:59Z",
            // the hours of summer begin and end within the period
            "gdpr, access, 2027-03-10T12:00:00Z, 2027-04-10T21:59:59Z",
            "uk_gdpr, access, 2027-01-31T10:00:00Z, 2027-02-28T23:59:59Z",
            "uk_gdpr, access, 2027-06-15T10:00:00Z, 2027-07-15T22:59:59Z",
            "pdpo, access, 2026-11-25T09:00:00Z, 2027-01-04T15:59:59Z",
            "pdpo, rectification, 2028-01-31T10:00:00Z, 2028-03-11T15:59:59Z",
            "pdpo, access, 2026-11-25T17:00:00Z, 2027-01-05T15:59:59Z",
            "tw_pdpa, access, 2026-11-25T09:00:00Z, 2026-12-10T15:59:59Z",
            "tw_pdpa, erasure, 2026-11-25T09:00:00Z, 2026-12-25T15:59:59Z",
            "tw_pdpa, portability, 2027-02-20T09:00:00Z, 2027-03-07T15:59:59Z",
            "ccpa, access, 2026-11-25T09:00:00Z, 2027-01-10T07:59:59Z",
            "ccpa, erasure, 2027-02-01T09:00:00Z, 2027-03-19T06:59:59Z",
            "ccpa, objection, 2026-11-25T09:00:00Z, 2026-12-11T07:59:59Z",
            // no law named: the shortest of all
            "unspecified, access, 2026-11-25T09:00:00Z, 2026-12-10T15:59:59Z",
            "unspecified, erasure, 2026-11-25T09:00:00Z, 2026-12-25T15:59:59Z",
            // the evening in Brussels is the next day in Hong Kong, where the date is told
            "unspecified, erasure, 2026-11-26T22:45:00Z, 2026-12-26T15:59:59Z",
            "unspecified, access, 2026-11-26T22:45:00Z, 2026-12-12T15:59:59Z",
            "unspecified, objection, 2026-11-27T07:30:00Z, 2026-12-11T15:59:59Z"})
    void reckonsTheLastDayForTheAnswer(String regime, String right, String received, String due) {
        assertThat(regimes.due(regimes.get(regime), Right.ofLabel(right).orElseThrow(), Instant.parse(received)))
                .isEqualTo(Instant.parse(due));
    }

    /** Whatever the hour, the day that letters tell is nowhere later than any law's own last day. */
    @ParameterizedTest
    @EnumSource(Right.class)
    void promisesNoDayAfterThatOfTheShortestLaw(Right right) {
        for (int hour = 0; hour < 400 * 24; hour += 5) {
            Instant received = Instant.parse("2026-11-25T00:45:00Z").plus(Duration.ofHours(hour));
            Regime none = regimes.unspecified();
            Instant due = regimes.due(none, right, received);
            LocalDate told = LocalDate.ofInstant(due, none.zone());
            for (Regime law : regimes.all()) {
                if (law.periods().containsKey(right)) {
                    Instant own = regimes.due(law, right, received);
                    assertThat(due).as(law.id() + " " + received).isBeforeOrEqualTo(own);
                    assertThat(told).as(law.id() + " " + received)
                            .isBeforeOrEqualTo(LocalDate.ofInstant(own, law.zone()));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gdpr, access, 2027-02-25T22:59:59Z", "uk_gdpr, access, 2027-02-25T23:59:59Z", "pdpo, access,",
            "tw_pdpa, access, 2026-12-25T15:59:59Z", "tw_pdpa, erasure, 2027-01-24T15:59:59Z",
            "ccpa, access, 2027-02-24T07:59:59Z", "ccpa, objection,", "unspecified, access,"})
    void reckonsTheExtensionThatTheLawAllows(String regime, String right, Instant extended) {
        assertThat(regimes.extended(regimes.get(regime), Right.ofLabel(right).orElseThrow(),
                Instant.parse("2026-11-25T09:00:00Z")).orElse(null)).isEqualTo(extended);
    }

    /** As the design has them; each says where it stands and when that was looked at. */
    @Test
    void comesWithItsSourceAndTheDayItWasReviewed() {
        assertThat(BlockFile.read(Regimes.class, "regimes.txt")).hasSize(6).allSatisfy(block -> {
            assertThat(block.values("source")).as(block.name()).hasSize(1).first().asString()
                    .matches("https://[^ ]+|the laws above");
            assertThat(LocalDate.parse(block.values("reviewed").getFirst())).isAfter(LocalDate.parse("2026-11-01"));
            assertThat(block.values("zone")).hasSize(1);
        });
    }

    @Test
    void knowsEachLawByItsNamesAndNamesItInEveryLanguage() {
        assertThat(regimes.ids()).containsExactly("gdpr", "uk_gdpr", "pdpo", "tw_pdpa", "ccpa", "unspecified");
        assertThat(regimes.find(" EU ").orElseThrow().id()).isEqualTo("gdpr");
        assertThat(regimes.find("HK").orElseThrow().id()).isEqualTo("pdpo");
        assertThat(regimes.find("nowhere")).isEmpty();
        for (String id : regimes.ids()) {
            for (Language language : Language.values()) {
                assertThat(regimes.get(id).law().get(language)).isNotBlank();
                assertThat(regimes.get(id).complaint().get(language)).isNotBlank();
            }
        }
    }
}
