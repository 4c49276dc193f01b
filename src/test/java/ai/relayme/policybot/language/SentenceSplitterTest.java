package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
    private static final SentenceSplitter SPLITTER = new SentenceSplitter();

    private static List<String> split(String text, Language language) {
        return SPLITTER.split(text, language).stream().map(span -> span.in(text)).toList();
    }

    @Test
    void cutsEnglishAtTheEndsOfSentences() {
        assertThat(split("We do not sell. Do we share? Yes!  At 17:00 (UTC+8).", Language.EN))
                .containsExactly("We do not sell.", "Do we share?", "Yes!", "At 17:00 (UTC+8).");
    }

    @Test
    void doesNotCutInsideNumbersAndAddresses() {
        assertThat(split("Write to support@relayme.ai about version 3.1 today.", Language.EN)).hasSize(1);
    }

    @Test
    void cutsChineseAtFullWidthStops() {
        assertThat(split("我們不會出售資料。只在必要時分享！是嗎？", Language.ZH_HANT)).containsExactly("我們不會出售資料。",
                "只在必要時分享！", "是嗎？");
    }

    @Test
    void leavesOutSpaceAroundSentencesAndFindsNoneInSpace() {
        assertThat(split("  One.  \n Two. ", Language.EN)).containsExactly("One.", "Two.");
        assertThat(split(" \n ", Language.EN)).isEmpty();
        assertThat(split("", Language.ZH_HANS)).isEmpty();
    }

    @Test
    void neverCutsACharacterInTwo() {
        assertThat(split("😀! 𠮷。", Language.ZH_HANT)).allSatisfy(
                sentence -> assertThat(sentence.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }
}
