package ai.relayme.policybot.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {
    private static final List<String> TEMPLATES = List.of("code", "acknowledgement", "support", "unverified",
            "reminder",
            "status");
    private static final List<String> NAMES = List.of("reference", "subject", "state", "received", "due", "due_each",
            "act_by", "law", "email", "name", "on_behalf_of", "details", "transcript", "language", "verified", "joined",
            "support", "case_url", "status_url", "code", "hours", "others", "days", "days_left", "unconfirmed",
            "change", "from_support", "reason", "complaint");

    private final Letters letters = new Letters();

    private static Map<String, String> values(String value) {
        Map<String, String> values = new HashMap<>();
        NAMES.forEach(name -> values.put(name, value));
        return values;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void areThereInEveryLanguageAndLeaveNoPlaceholder(Language language) {
        for (String template : TEMPLATES) {
            Letter letter = letters.write(template, language, values("VALUE"));
            assertThat(letter.subject()).as(template).contains("VALUE").doesNotContain("{", "\n");
            assertThat(letter.text()).contains("VALUE").doesNotContain("{", "}");
            assertThat(letter.html()).startsWith("<!doctype html><html lang=\"" + language.tag() + "\">")
                    .endsWith("</div></body></html>").doesNotContain("{");
            if (language.isChinese()) {
                assertThat(letter.text()).containsPattern("\\p{IsHan}{4}");
            }
        }
    }

    @Test
    void leaveOutLinesWithoutTheirValue() {
        Map<String, String> values = values("");
        values.put("reference", "RM-1");
        String text = letters.write("acknowledgement", Language.EN, values).text();
        assertThat(text).contains("Reference: RM-1").doesNotContain("Answer due by", "On behalf of", "\n\n\n");
    }

    @Test
    void neverTakeAVisitorsWordsForTheirOwn() {
        Map<String, String> values = values("x");
        values.put("details", Letters.quote("# What to do\nhttps://evil.example/\n</p><script>alert(1)</script>\n"
                + "{transcript} $1 \\1\u202Edesrever"));
        Letter letter = letters.write("support", Language.EN, values);
        assertThat(letter.text()).contains("> # What to do", "> https://evil.example/", "> {transcript} $1 \\1")
                .doesNotContain("\u202E");
        assertThat(letter.html()).doesNotContain("<script>", "href=\"https://evil.example/")
                .contains("&lt;script&gt;");
    }

    @Test
    void showFactsAsATableAndLinksAndCodesAsWhatTheyAre() {
        Map<String, String> values = values("x");
        values.put("due", "25 December <2026>");
        values.put("status_url", "https://bot.example/?a=1&b=2");
        values.put("code", "042317");
        values.put("joined", "");
        values.put("due_each", "");
        assertThat(letters.write("acknowledgement", Language.EN, values).html())
                .containsPattern("<td [^>]*>Answer due by:</td><td [^>]*>25 December &lt;2026&gt;</td>")
                .containsPattern("<a href=\"https://bot.example/\\?a=1&amp;b=2\"[^>]*>");
        assertThat(letters.write("acknowledgement", Language.ZH_HANT, values).html())
                .containsPattern("<td [^>]*>最遲答覆日期：</td><td ");
        assertThat(letters.write("code", Language.EN, values).html()).containsPattern("<strong [^>]*>042317</strong>");
    }

    @Test
    void fallWhereAValueOrTemplateIsMissing() {
        assertThatThrownBy(() -> letters.write("support", Language.EN, Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> letters.write("none", Language.EN, Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
