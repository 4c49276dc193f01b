package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the policies do not answer, or a person is needed. */
class HandoffTest extends BrowserTest {
    private Locator ask(String language, String question) {
        return visitor().open(bot().publicUrl() + "/?lang=" + language).inline().ask(question);
    }

    private static String mail(Locator turn) {
        return URLDecoder.decode(turn.locator(".card a").getAttribute("href"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"en, How long do you keep my data?, Closest passages, Question about your policies",
            "zh-Hant, 你們保留資料多久？, 最接近的段落, 有關貴公司政策的問題", "zh-Hans, 你们保留数据多久？, 最接近的段落, 有关贵公司政策的问题"})
    void withoutAnAnswerTheClosestPassagesAndAnAddressAreShown(String language, String question, String closest,
            String subject) {
        Assistant assistant = visitor().open(bot().publicUrl() + "/?lang=" + language).inline();
        Locator turn = assistant.ask(question);
        assertThat(turn.locator(".rest h4").first()).hasText(closest);
        assertThat(turn.locator(".chip")).hasCount(0);
        assertThat(mail(turn)).startsWith("mailto:support@relayme.ai?subject=" + subject).contains("ans_");
        turn.locator(".row").first().click();
        assertThat(assistant.drawer().locator("mark")).isVisible();
    }

    @Test
    void aRequestAboutOnesDataOffersAPerson() {
        Locator turn = ask("en", "Delete everything you hold about me");
        assertThat(turn.locator(".body > p").first()).containsText("A person on our support team must handle it");
        assertThat(turn.locator(".card h4")).hasText("Your right: deletion of your data");
        assertThat(turn.locator(".card")).containsText("Please don't send identity documents yet.");
        assertThat(mail(turn)).startsWith(
                "mailto:support@relayme.ai?subject=Request about my personal data: deletion of your data");
        assertThat(turn.locator(".card")).not().containsText("A person must handle");
    }

    @Test
    void anAnswerOnHowToUseARightLeadsToAPersonToo() {
        Locator turn = ask("zh-Hans", "怎样删除我的账户信息？");
        assertThat(turn.locator(".card")).containsText("这类请求须由专人处理");
        assertThat(turn.locator(".card a")).hasText("support@relayme.ai");
    }

    @Test
    void nothingIsSaidTwice() {
        Assistant assistant = visitor().open(bot().publicUrl() + "/?lang=en").inline();
        assertThat(assistant.ask("I want to talk to a human").locator(".reply").innerText())
                .containsOnlyOnce("A person").containsOnlyOnce("09:00-17:00")
                .containsOnlyOnce("AI assistant");
        assertThat(assistant.ask("hello").locator(".notes")).hasCount(0);
        assertThat(assistant.ask("Where is my order 4711?").locator(".reply").innerText()).containsOnlyOnce("I cannot")
                .containsOnlyOnce("AI assistant");
    }

    @Test
    void theStandingOfATranslationIsSaid() {
        Assistant assistant = visitor().open(bot().publicUrl() + "/?lang=en").inline();
        assertThat(assistant.ask("Do you sell my personal data?").locator(".notes"))
                .containsText("The quoted text is a reference translation.");
        assertThat(assistant.ask("你們會否出售我的個人資料？").locator(".notes"))
                .containsText("The quoted text is a working translation");
    }
}
