package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state against the axe rules, in light and dark, in every language. */
class AccessibilityTest extends BrowserTest {
    private static final List<String> LANGUAGES = List.of("zh-Hant", "zh-Hans", "en");
    private static final String STREAM = "text/event-stream";
    /** What a model wrote and an agent reviewed, with the text that prevails over the quote. */
    private static final String WRITTEN = """
            event: done
            data: {"id":"ans_1","conversation_id":"cnv_1","conversation_token":"t","language":"en","outcome":"answered",
            data:  "segments":[{"text":"We sell nothing.","provenance":"ai_generated","citations":[1]},
            data:   {"text":"Never, to nobody.","provenance":"reviewed_answer","citations":[1]}],
            data:  "citations":[{"number":1,"passage_id":"privacy-policy:3.1","document":"privacy-policy",
            data:   "title":"Privacy Policy","language":"en","version":"2026-06-06","heading":"Information Sharing",
            data:   "quote":"We do not sell","url":"https://relayme.ai/privacy",
            data:   "prevailing":{"language":"zh-Hans","quote":"我们不会出售","status":"official"}}],
            data:  "abstain":null,"handoff":null,"notices":["ai_generated","reference_translation"]}

            """;
    /** A stream that ends before its answer does. */
    private static final String CUT = """
            event: segment
            data: {"index":0,"text":"We sell nothing.","provenance":"ai_generated","numbers":[],"citations":[]}

            """;

    /** One conversation comes into every state there is; then it is looked at, and again in the other languages. */
    @Test
    @Tag("long")
    void noStateOfTheAssistantHasFaultsInAnyLanguage() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        look(visitor, assistant, "nothing asked");
        for (String question : List.of("How can I have my data deleted?", "How long do you keep my data?",
                "Delete everything you hold about me", "I want to talk to a human", "hello",
                "你們會否出售我的個人資料？")) {
            assistant.ask(question);
        }
        assistant.turns().first().locator(".feedback .button").nth(1).click();
        assertThat(assistant.turns().first().locator(".feedback [aria-pressed=true]")).hasCount(1);
        comes(visitor, assistant, new FulfillOptions().setContentType(STREAM).setBody(WRITTEN));
        comes(visitor, assistant, new FulfillOptions().setContentType(STREAM).setBody(CUT));
        for (int status : List.of(400, 403, 413, 429, 500, 503)) {
            comes(visitor, assistant, new FulfillOptions().setStatus(status).setHeaders(Map.of("Retry-After", "600")));
        }
        visitor.context().setOffline(true);
        assistant.ask("Anything?");
        visitor.context().setOffline(false);
        visitor.page().route("**/ask", route -> {
            // no reply
        });
        assistant.send("Stopped?");
        assistant.find(".send").click();
        assertThat(assistant.settled()).containsText("You stopped this answer.");
        assistant.send("Still searching?");
        assertThat(assistant.turns().last().locator(".progress")).isVisible();
        look(visitor, assistant, "every kind of answer and of failure");
        assistant.find(".chip").first().click();
        assertThat(assistant.drawer().locator("mark")).isVisible();
        look(visitor, assistant, "a passage");
        visitor.press("Escape");
        assistant.find(".menu").click();
        assertThat(assistant.drawer()).hasAccessibleName("Your conversation");
        look(visitor, assistant, "the menu");
    }

    private static void comes(Visitor visitor, Assistant assistant, FulfillOptions reply) {
        visitor.page().route("**/ask", route -> route.fulfill(reply));
        assistant.ask("Anything?");
        visitor.page().unroute("**/ask");
    }

    private static void look(Visitor visitor, Assistant assistant, String state) {
        assertThat(visitor.accessibilityFaultsInLightAndDark()).as(state).isEmpty();
        int turns = assistant.turns().count();
        for (String language : LANGUAGES) {
            assistant.root().evaluate("(host, language) => host.setAttribute('lang', language)", language);
            assertThat(assistant.find(".frame")).hasAttribute("lang", language);
            assertThat(assistant.turns()).hasCount(turns);
            assertThat(visitor.accessibilityFaultsOfWords()).as(state + " in " + language).isEmpty();
        }
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
        for (Locator target : assistant.find(".foot > *, .rest > .feedback > .button").all()) {
            assertThat(target.boundingBox().height).isGreaterThanOrEqualTo(44);
        }
    }

    /** The default type of a browser may be twice as large, which no page's sizes in pixels know of. */
    @ParameterizedTest
    @CsvSource({"360, 640", "390, 844", "1280, 720", "740, 360"})
    void withTypeTwiceAsLargeAllIsInReach(int width, int height) {
        Visitor visitor = visitor(Visitor.desktop().setViewportSize(width, height));
        JsonObject sizes = new JsonObject();
        sizes.add("fontSizes", JsonParser.parseString("{\"standard\": 32, \"fixed\": 26}"));
        visitor.devTools().send("Page.setFontSizes", sizes);
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").launcher();
        assistant.ask("How can I have my data deleted?");
        for (String part : List.of(".title", ".main .head .icon:last-child", ".verbatim >> nth=0", "textarea", ".foot a")) {
            Locator found = assistant.find(part);
            found.scrollIntoViewIfNeeded();
            assertThat(found).isInViewport(new IsInViewportOptions().setRatio(1));
        }
        assertThat(assistant.find(".title").boundingBox().width).isGreaterThan(200);
        assertThat(assistant.find(".main").evaluate("(it) => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
        assistant.find(".foot button").first().click();
        assistant.find(".form form > .primary").scrollIntoViewIfNeeded();
        assertThat(assistant.find(".drawer .icon")).isInViewport();
    }

    @Test
    void aKeyboardOnTheScreenLeavesTheComposerInSight() {
        Visitor visitor = visitor(Visitor.phone().setViewportSize(740, 360));
        visitor.open(bot().publicUrl() + "/?lang=en");
        Assistant assistant = visitor.launcher();
        assistant.composer().focus();
        visitor.page().evaluate("""
                () => {
                  Object.defineProperty(visualViewport, 'height', { value: 150 });
                  visualViewport.dispatchEvent(new Event('resize'));
                }""");
        BoundingBox box = assistant.composer().boundingBox();
        assertThat(box.y + box.height).isLessThanOrEqualTo(150);
        assertThat(assistant.find("dialog").boundingBox().height).isEqualTo(150);
    }

    @Test
    void onPaperThereIsTheWholeConversationAndOfAPanelNothing() {
        Visitor visitor = visitor();
        visitor.open(bot().publicUrl() + "/chat/?lang=en");
        Assistant assistant = new Assistant(visitor.page().locator("relayme-chat"));
        assistant.ask("How can I have my data deleted?");
        assistant.ask("What information do you collect about me?");
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        double height = assistant.root().boundingBox().height;
        assertThat(assistant.turns().last().boundingBox().y).isGreaterThan(assistant.turns().first().boundingBox().y);
        assertThat(assistant.turns().first().boundingBox().y).isPositive();
        assertThat(height).as("more than a window").isGreaterThan(1_000);
        assertThat(assistant.composer()).isHidden();
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(null));
        visitor.open(bot().publicUrl() + "/?lang=en");
        Assistant panel = visitor.launcher();
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(panel.find(".launcher")).isHidden();
        assertThat(panel.find("dialog")).isHidden();
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(null));
    }

    @Test
    void zoomedToALowScreenNothingIsLost() {
        Visitor visitor = visitor();
        visitor.page().setViewportSize(320, 256);
        visitor.open(bot().publicUrl() + "/?lang=en");
        Assistant assistant = visitor.launcher();
        assistant.ask("How can I have my data deleted?");
        assertThat(visitor.accessibilityFaults()).isEmpty();
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(assistant.find(".transcript").evaluate("(it) => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
    }

    @Test
    void forcedColoursAndStillPicturesAreHonoured() {
        Visitor visitor = visitor();
        visitor.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE)
                .setReducedMotion(ReducedMotion.REDUCE));
        visitor.open(bot().publicUrl() + "/?lang=en");
        visitor.launcher().ask("How can I have my data deleted?");
        assertThat(visitor.accessibilityFaults()).isEmpty();
        assertThat(visitor.page().evaluate("() => document.getAnimations({ subtree: true }).length")).isEqualTo(0);
    }

    /** The reference has some sixty operations and schemas of the same form: the first of each section stand for them. */
    @Test
    void theReferenceHasNoFaultsAndFitsAPhone() {
        Visitor visitor = visitor().open(bot().publicUrl() + "/docs");
        visitor.page().setViewportSize(320, 640);
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
        visitor.page().evaluate("() => document.querySelectorAll('section > article:nth-of-type(n + 2)')"
                + ".forEach((later) => later.remove())");
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/privacy-policy?lang=en#3.1", "/documents/privacy-policy?lang=zh-Hant",
            "/documents/contact?lang=zh-Hans", "/documents?lang=zh-Hant", "/problems/not-found",
            "/problems/rate-limited?lang=zh-Hant"})
    void theServersPagesHaveNoFaults(String path) {
        assertThat(visitor().open(bot().publicUrl() + path).accessibilityFaultsInLightAndDark()).isEmpty();
    }
}
