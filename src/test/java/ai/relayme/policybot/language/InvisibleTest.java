package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\u200bb", "\u202eab", "a\u2066b", "a\u00adb", "a\ufeffb", "a\u0007b", "a\u000cb",
            "a\u0085b",
            "a\u200db", "😀\u200db", "a\ufe0fb", "a\udb40\udd00b", "3\ufe0f", "\u3164", "a\uffff",
            "🏴\udb40\udc67"})
    void findsAndTakesOutWhatNobodySees(String text) {
        assertThat(Invisible.first(text)).isPresent();
        assertThat(Invisible.first(Invisible.strip(text))).isEmpty();
        assertThat(text.codePoints().count() - Invisible.strip(text).codePoints().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain\twords\r\nin lines", "不\u00a0間斷\u3000空格", "❤️", "👨‍👩‍👧", "👩🏽‍💻", "🏳️‍🌈",
            "3️⃣", "☎︎",
            "葛\udb40\udd00城", "cafe\u0301", "“quotes” – and …"})
    void leavesWhatTextIsWrittenWith(String text) {
        assertThat(Invisible.first(text)).isEmpty();
        assertThat(Invisible.strip(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\u3000", "\u200b\u00a0\u2060", "\u0301", "\uffff", "\u2800"})
    void tellsWhereThereIsNothingToSee(String text) {
        assertThat(Invisible.isAll(text)).isTrue();
        assertThat(Invisible.isAll(text + "?")).isFalse();
    }
}
