package ai.relayme.policybot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main states against the axe rules, in light and dark, in every language. */
class AccessibilityTest extends BrowserTest {
    @ParameterizedTest
    @CsvSource({
            "en, How can I have my data deleted?, How long do you keep my data?, Delete everything you hold about me",
            "zh-Hant, 如何要求刪除我的資料？, 你們保留資料多久？, 請刪除你們持有的我的所有資料", "zh-Hans, 怎样删除我的账户信息？, 你们保留数据多久？, 请删除你们持有的我的所有数据"})
    void theAssistantHasNoFaults(String language, String answered, String unanswered, String request) {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=" + language).inline();
        assertThat(visitor.accessibilityFaultsInLightAndDark()).as("empty").isEmpty();
        assistant.ask(answered);
        assistant.ask(unanswered);
        assistant.ask(request);
        visitor.page().route("**/ask", route -> route.fulfill(new FulfillOptions().setStatus(429)));
        assistant.ask(answered);
        assertThat(visitor.accessibilityFaultsInLightAndDark()).as("with every kind of answer").isEmpty();
        assistant.find(".chip").first().click();
        assertThat(visitor.accessibilityFaultsInLightAndDark()).as("with a passage open").isEmpty();
    }

    @Test
    void thePhonesSheetHasNoFaults() {
        Visitor visitor = visitor(Visitor.phone());
        visitor.open(bot().publicUrl() + "/?lang=zh-Hant");
        Assistant assistant = visitor.launcher();
        assistant.ask("如何要求刪除我的資料？");
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
        List<?> small = (List<?>) assistant.root().evaluate("""
                (host) => [...host.shadowRoot.querySelectorAll('button, select, a, textarea')]
                  .filter((control) => control.checkVisibility())
                  .map((control) => [control.className, control.getBoundingClientRect()])
                  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)""");
        assertThat(small).as("controls smaller than 24 pixels").isEmpty();
    }

    @Test
    void zoomedToALowScreenNothingIsLost() {
        Visitor visitor = visitor(Visitor.desktop().setViewportSize(320, 256));
        visitor.open(bot().publicUrl() + "/?lang=en");
        Assistant assistant = visitor.launcher();
        assistant.ask("How can I have my data deleted?");
        assertThat(visitor.accessibilityFaults()).isEmpty();
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(assistant.find(".transcript").evaluate("(it) => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
    }

    @Test
    void theReferenceFitsAPhone() {
        Visitor visitor = visitor(Visitor.desktop().setViewportSize(320, 640));
        visitor.open(bot().publicUrl() + "/docs");
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
    }

    @Test
    void forcedColoursAndStillPicturesAreHonoured() {
        Visitor visitor = visitor(Visitor.desktop().setForcedColors(ForcedColors.ACTIVE)
                .setReducedMotion(ReducedMotion.REDUCE));
        visitor.open(bot().publicUrl() + "/?lang=en");
        visitor.launcher().ask("How can I have my data deleted?");
        assertThat(visitor.accessibilityFaults()).isEmpty();
        assertThat(visitor.page().evaluate("() => document.getAnimations({ subtree: true }).length")).isEqualTo(0);
    }

    /** The reference has some sixty operations and schemas of the same form: the first of each section stand for them. */
    @Test
    void theReferenceHasNoFaults() {
        Visitor visitor = visitor().open(bot().publicUrl() + "/docs");
        visitor.page().evaluate("() => document.querySelectorAll('section > article:nth-of-type(n + 2)')"
                + ".forEach((later) => later.remove())");
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/privacy-policy?lang=en#3.1", "/documents/privacy-policy?lang=zh-Hant",
            "/documents/contact?lang=zh-Hans", "/documents?lang=zh-Hant", "/problems/not-found"})
    void theServersPagesHaveNoFaults(String path) {
        assertThat(visitor().open(bot().publicUrl() + path).accessibilityFaultsInLightAndDark()).isEmpty();
    }
}
