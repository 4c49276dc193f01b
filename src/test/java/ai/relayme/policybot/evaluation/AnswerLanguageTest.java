package ai.relayme.policybot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Language;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerLanguageTest {
    private final AnswerLanguage languages = new AnswerLanguage();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            We do not sell your data. [1]                 | en
            我们不会向第三方出售您的个人信息。[1]               | zh-Hans
            我們不會向第三方出售您的個人資訊。[1]               | zh-Hant
            您可以向本公司申告。                            | zh-Hans zh-Hant
            Write to us at support@relayme.ai 你好        | en
            请联系 support-of-privacy@relayme.ai [1][2]  | zh-Hans
            Please read 第三方 of the privacy policy      | en
            """)
    void theScriptTellsTheLanguage(String answer, String tags) {
        List<String> told = Arrays.stream(Language.values()).filter(language -> languages.isIn(language, answer))
                .map(Language::tag).collect(Collectors.toList());

        assertThat(told).containsExactly(tags.split(" "));
    }

    @Test
    void anAnswerOfEightCharactersIsTooShortToTell() {
        assertThat(languages.canTell("你好，請問有何貴")).isFalse();
        assertThat(languages.canTell("🙂🙂🙂🙂🙂🙂🙂🙂")).isFalse();
        assertThat(languages.canTell("你好，請問有何貴幹")).isTrue();
    }

    @Test
    void anyRunOfWhiteSpaceIsFoldedToOneSpace() {
        assertThat(WhiteSpace.fold(" \tin\u00a0\u2007two\u0085\u3000words\n")).isEqualTo("in two words");
        assertThat(WhiteSpace.fold("\u2028")).isEmpty();
    }
}
