package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
    private static final LanguageDetector DETECTOR = new LanguageDetector(new ScriptFolder());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Do you sell my data? | en", "hi | en", "¿Venden mis datos? | en",
            "我们会保护您的数据 | zh-Hans", "我們會保護您的資料 | zh-Hant", "你哋會唔會賣我啲資料 | zh-Hant", "點樣刪除個account | zh-Hant",
            "API 的 token 用量会保存多久 | zh-Hans", "RelayMe API token usage 會保留幾耐 | zh-Hant",
            "早安 | zh-Hant", "清楚晒，謝謝 | zh-Hant", "感謝晒 | zh-Hant", "問完晒 | zh-Hant", "去海边晒太阳 | zh-Hans", "收皮 | zh-Hant",
            "喂，搞咩 | zh-Hant", "server log 嘅 retention period 喺邊度睇 | zh-Hant",
            "monthly invoice support credit card 吗 | zh-Hans", "怎么 delete 我的 personal data？ | zh-Hans",
            "The title is 私隱政策 in the official Chinese version of the page | en", "𠮷野家个数据 | zh-Hans"})
    void tellsTheLanguageByItsScript(String text, String tag) {
        assertThat(DETECTOR.detect(text)).map(Language::tag).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "123", "😀😀"})
    void doesNotTellTheLanguageOfWhatHasNoLetters(String text) {
        assertThat(DETECTOR.detect(text)).isEmpty();
        assertThat(DETECTOR.detectOr(text, Language.ZH_HANS)).isEqualTo(Language.ZH_HANS);
    }

    @Test
    void doesNotTellTheScriptOfWhatIsWrittenAlikeInBoth() {
        assertThat(DETECTOR.detect("你好")).isEmpty();
        assertThat(DETECTOR.detect("个個")).as("as many of each").isEmpty();
        assertThat(DETECTOR.detectOr("你好", Language.EN).isChinese()).isTrue();
    }

    @Test
    void takesTheScriptThatHasMore() {
        assertThat(DETECTOR.detect("我們的個人資料数")).contains(Language.ZH_HANT);
    }
}
