package ai.relayme.policybot.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    private static final Tokenizer TOKENIZER = new Tokenizer(new ScriptFolder());

    private static List<String> forms(String text) {
        return TOKENIZER.tokens(text).stream().map(Token::form).toList();
    }

    @ParameterizedTest
    @CsvSource({"delete, deleting", "cookie, COOKIES", "share, shared", "policy, policies", "dont, don't",
            "dont, don’t",
            "API, ＡＰＩ", "sell, sold", "keep, kept", "child, children", "analyse, analyzed",
            "organisation, organization",
            "optimising, optimize", "behaviour, behaviors"})
    void givesFormsOfOneWordOneForm(String word, String other) {
        assertThat(forms(word)).isEqualTo(forms(other)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"person, personalization", "process, processor of", "data, date", "find, founded", "leave, left"})
    void keepsDifferentWordsApart(String word, String other) {
        assertThat(forms(word)).isNotEqualTo(forms(other));
    }

    @Test
    void cutsChineseIntoCharactersFoldedToSimplified() {
        assertThat(forms("個人資料")).containsExactly("个", "人", "资", "料").isEqualTo(forms("个人资料"));
        assertThat(TOKENIZER.tokens("個")).singleElement().matches(Token::isHan);
    }

    @Test
    void cutsMixedTextAtTheScriptsBorder() {
        assertThat(TOKENIZER.tokens("刪除API token嘅data")).extracting(Token::word).containsExactly("删", "除", "api",
                "token",
                "嘅", "data");
    }

    @Test
    void leavesOutWhatIsNoWord() {
        assertThat(forms(" ?! 😀 — ,;\n")).isEmpty();
        assertThat(forms("")).isEmpty();
    }

    @Test
    void readsShorthandAsTheWordsMeant() {
        assertThat(forms("do u sell ur data pls")).isEqualTo(forms("do you sell your data please"));
    }
}
