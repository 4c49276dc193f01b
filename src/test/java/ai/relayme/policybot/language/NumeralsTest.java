package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"30|30", "1,500.50|1500.5", "0.0|0", "3 million|3000000", "2万|20000", "zero|0",
            "Thirty|30", "thirty-two|32", "a hundred|100", "two hundred and five|205", "thirty thousand|30000", "十|10",
            "十三|13", "三十|30", "两百零五|205", "二〇二六|2026", "三万五千|35000", "一亿二千万|120000000", "十万亿|10000000000000",
            "万|10000"})
    void readsANumberHoweverItIsWritten(String text, String plain) {
        assertThat(Numerals.plain(text)).hasValue(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "some", "thirty days", "三天"})
    void readsNothingElse(String text) {
        assertThat(Numerals.value(text)).isEmpty();
    }
}
