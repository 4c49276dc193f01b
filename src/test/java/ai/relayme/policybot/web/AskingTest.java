package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking, and reading what the answer rests on. */
class AskingTest extends BrowserTest {
    private static final String SALE = "We do not sell, rent, or trade your personal information to third parties.";

    private Assistant english() {
        return visitor().open(bot().publicUrl() + "/?lang=en").inline();
    }

    /** Article 50(1) of the AI Act: at the latest when somebody first meets it. */
    @ParameterizedTest
    @CsvSource({"en, 'an AI assistant, not a person'", "zh-Hans, 您正在与 AI 助手（并非真人）对话", "zh-Hant, 您正在與 AI 助理（並非真人）對話"})
    void thatItIsAnAiIsSaidBeforeTheFirstQuestion(String language, String said) {
        Assistant assistant = visitor().open(bot().publicUrl() + "/?lang=" + language).inline();
        assertThat(assistant.find(".badge").first()).hasText("AI");
        assertThat(assistant.find(".disclosure")).containsText(said);
        assertThat(assistant.find(".disclosure")).isInViewport();
        assertThat(assistant.turns()).hasCount(0);
    }

    @Test
    void aTypedQuestionIsAnsweredWithNumberedQuotes() {
        Locator turn = english().ask("How can I have my data deleted?");
        assertThat(turn.locator(".question")).hasText("How can I have my data deleted?");
        assertThat(turn.locator(".verbatim")).containsText(new String[]{
                "Erasure: Request deletion of your personal information where legal grounds are met.",
                "you may have the following rights:", "You can submit the above requests"});
        assertThat(turn.locator(".chip")).hasText(new String[]{"[1]", "[2]", "[3]"});
        assertThat(turn.locator(".rows .where > span:first-child"))
                .hasText(new String[]{"Privacy Policy › 5.4 Your Rights", "Privacy Policy › 5.1 Your Rights",
                        "Privacy Policy › 5.8 Your Rights"});
    }

    @Test
    void aNumberOpensItsQuoteInsideThePassage() {
        Assistant assistant = english();
        assistant.ask("Do you sell my personal data?").locator(".chip").first().click();
        assertThat(assistant.drawer().locator("mark")).hasText(SALE);
        assertThat(assistant.drawer().locator("blockquote")).hasText(SALE
                + " We share it only in the following situations and only to the extent necessary:");
        assertThat(assistant.drawer().locator(".crumb")).hasText("Privacy Policy › 3.1 Information Sharing");
    }

    @Test
    void theDrawerLeadsToThePassageInTheDocument() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask("Do you sell my personal data?").locator(".chip").first().click();
        String opened = visitor.context().waitForPage(
                () -> assistant.drawer().getByText("Open the full policy").click()).url();
        assertThat(opened).contains("#3.1:~:text=");
        // the driver gives a page that opens its size while it loads, after which the browser may have scrolled already
        Page document = visitor.open(opened).page();
        assertThat(document.locator(":target")).hasId("3.1");
        assertThat(document.locator(":target")).isInViewport();
        assertThat(document.locator(":target")).containsText(SALE);
    }

    @ParameterizedTest
    @CsvSource({"zh-Hans, 怎样删除我的账户信息？, 删除：在符合法律依据的情况下，请求删除您的个人信息。, 出处（3）",
            "zh-Hant, 你們會否出售我的個人資料？, 我們不會向第三方出售、出租或交易您的個人資料。, 出處（1）"})
    void chineseQuestionsAreAnsweredInTheirScript(String language, String question, String quote, String sources) {
        Assistant assistant = visitor().open(bot().publicUrl() + "/?lang=" + language).inline();
        Locator turn = assistant.ask(question);
        Locator first = turn.locator(".verbatim").first();
        assertThat(first).containsText(quote);
        assertThat(first).hasAttribute("lang", language);
        assertThat(turn.locator(".rest h4").first()).hasText(sources);
        turn.locator(".chip").first().click();
        assertThat(assistant.drawer().locator("mark")).hasText(quote);
        assertThat(assistant.drawer().locator("mark")).isInViewport();
    }

    @Test
    void aSuggestedQuestionIsAskedInThePagesLanguage() {
        Visitor visitor = visitor(Visitor.desktop().setLocale("zh-HK"));
        Assistant assistant = visitor.open(bot().publicUrl() + "/").inline();
        assistant.find(".starter").first().click();
        assertThat(assistant.settled().locator(".verbatim").first()).hasAttribute("lang", "zh-Hant");
        assertThat(assistant.find(".starters")).isHidden();
    }

    /** What pinyin, zhuyin and Cangjie show while they are typed, and what they leave. */
    @Test
    void theEnterOfAnInputMethodDoesNotSend() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=zh-Hans").inline();
        CDPSession devTools = visitor.devTools();
        for (List<String> typed : List.of(List.of("n", "ni", "ni'hao", "你好"), List.of("ㄋ", "ㄋㄧ", "ㄋㄧˇ", "你"),
                List.of("人", "人弓", "人弓火", "你"))) {
            assistant.composer().fill("");
            assistant.composer().focus();
            for (String shown : typed.subList(0, typed.size() - 1)) {
                JsonObject composed = new JsonObject();
                composed.addProperty("text", shown);
                composed.addProperty("selectionStart", shown.length());
                composed.addProperty("selectionEnd", shown.length());
                devTools.send("Input.imeSetComposition", composed);
                JsonObject key = new JsonObject();
                key.addProperty("type", "keyDown");
                key.addProperty("key", "Enter");
                key.addProperty("windowsVirtualKeyCode", 229);
                devTools.send("Input.dispatchKeyEvent", key);
            }
            // Safari ends the composition first and reports the Enter after it, in the same task
            assistant.composer().evaluate("""
                    (composer) => {
                      composer.dispatchEvent(new CompositionEvent('compositionend'));
                      composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }));
                    }""");
            assertThat(assistant.turns()).hasCount(0);
            JsonObject chosen = new JsonObject();
            chosen.addProperty("text", typed.getLast());
            devTools.send("Input.insertText", chosen);
            assertThat(assistant.composer()).hasValue(typed.getLast());
        }
        visitor.press("Enter");
        assertThat(assistant.turns()).hasCount(1);
        assistant.settled();
    }

    @Test
    void shiftEnterBeginsALineAndBlanksAreNotSent() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.composer().fill("one");
        assistant.composer().press("Shift+Enter");
        assertThat(assistant.composer()).hasValue("one\n");
        assistant.send("  \n ");
        assertThat(assistant.turns()).hasCount(0);
    }

    @Test
    void tooLongAQuestionIsKeptAndSaysSo() {
        Assistant assistant = english();
        assistant.send("😀".repeat(2001));
        assertThat(assistant.turns()).hasCount(0);
        assertThat(assistant.composer()).hasAttribute("aria-invalid", "true");
        assertThat(assistant.find(".counter")).containsText("2001 of 2000 characters");
        assistant.ask("😀".repeat(2000));
        assertThat(assistant.turns()).hasCount(1);
        assertThat(assistant.find(".failure")).hasCount(0);
    }

    @Test
    void everythingWorksFromTheKeyboard() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        visitor.tabTo("textarea");
        visitor.page().keyboard().type("Do you sell my personal data?");
        visitor.press("Enter");
        assistant.settled();
        assertThat(visitor.focused()).isEqualTo("textarea");
        assistant.find(".transcript").focus();
        visitor.tabTo("chip");
        visitor.press("Enter");
        assertThat(assistant.drawer().locator("mark")).hasText(SALE);
        assertThat(visitor.focused()).isEqualTo("icon");
        visitor.press("Escape");
        assertThat(assistant.drawer()).hasCount(0);
        assertThat(visitor.focused()).isEqualTo("chip");
    }

    @Test
    void theLauncherOpensAPanelThatLetsTheKeyboardGo() {
        Visitor visitor = visitor();
        visitor.open(bot().publicUrl() + "/?lang=en");
        assertThat(visitor.page().locator("relayme-chat[mode=launcher]")).isHidden();
        Assistant assistant = visitor.launcher();
        assertThat(assistant.find("dialog")).hasAttribute("aria-modal", "false");
        assertThat(assistant.find(".launcher")).hasAttribute("aria-expanded", "true");
        assertThat(visitor.focused()).isEqualTo("textarea");
        visitor.press("Escape");
        assertThat(assistant.find("dialog")).isHidden();
        assertThat(visitor.focused()).isEqualTo("launcher");
        assertThat(assistant.find(".launcher")).hasAttribute("aria-expanded", "false");
    }

    @Test
    void onAPhoneThePanelIsASheet() {
        Visitor visitor = visitor(Visitor.phone());
        visitor.open(bot().publicUrl() + "/?lang=zh-Hant");
        Assistant assistant = visitor.launcher();
        assertThat(assistant.find("dialog")).hasAttribute("aria-modal", "true");
        assertThat(visitor.focused()).as("the keyboard stays down").isEqualTo("title");
        assertThat(assistant.find("dialog").boundingBox().width).isEqualTo(360);
        assistant.ask("你們會否出售我的個人資料？").locator(".chip").tap();
        assertThat(assistant.drawer().locator("mark")).isInViewport();
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(360);
    }

    @Test
    void answersAreReadOutOnceAndInFull() {
        Visitor visitor = visitor(Visitor.desktop());
        visitor.page().clock().install();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask("Do you sell my personal data?");
        assertThat(assistant.find("[role=log] p")).hasText("Policy assistant: " + SALE + " One source.");
        visitor.page().clock().fastForward("00:04");
        assertThat(assistant.find("[role=log]")).isEmpty();
    }

    @Test
    void answersCanBeCopiedWithTheirSources() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask("Do you sell my personal data?").getByText("Copy with sources").click();
        assertThat(assistant.turns().last()).containsText("Copied");
        assertThat((String) visitor.page().evaluate("() => navigator.clipboard.readText()")).contains(SALE + " [1]",
                "[1] Privacy Policy, section 3.1, Information Sharing, Version ",
                bot().publicUrl() + "/documents/privacy-policy?lang=en#3.1", "selected by an AI assistant",
                "The quoted text is a reference translation.");
    }

    @Test
    void everySegmentCarriesAllItsNumbersWhileItStreams() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> route.fulfill(new FulfillOptions()
                .setContentType("text/event-stream").setBody("""
                        event: start
                        data: {"id":"ans_1","conversation_id":"cnv_1","conversation_token":"t","language":"en"}

                        : heartbeat

                        event: segment
                        data: {"index":0,"text":"One.","provenance":"ai_generated","numbers":[1],"citations":[{"number":1,"passage_id":"a:1.1"}]}

                        event: segment
                        data: {"index":1,"text":"Two.","provenance":"ai_generated","numbers":[2,1],"citations":[{"number":2,"passage_id":"a:1.2"}]}

                        """)));
        Locator turn = visitor.open(bot().publicUrl() + "/?lang=en").inline().ask("Anything?");
        assertThat(turn.locator(".chip")).hasText(new String[]{"[1]", "[2]", "[1]"});
        assertThat(turn.locator("[data-ai-generated]")).hasCount(2);
        assertThat(turn.locator(".failure")).containsText("What is shown above was checked and stands.");
    }

    @Test
    void aLongStreamOnlyAddsAndTakesNoFocus() {
        Visitor visitor = visitor();
        String segments = IntStream.range(0, 200).mapToObj(i -> """
                event: segment
                data: {"index":%d,"text":"Sentence %d.","provenance":"ai_generated","numbers":[1],"citations":[]}

                """.formatted(i, i)).collect(Collectors.joining());
        visitor.page().route("**/ask", route -> route.fulfill(
                new FulfillOptions().setContentType("text/event-stream").setBody(segments)));
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.find(".transcript").evaluate("""
                (transcript) => {
                  window.taken = 0;
                  new MutationObserver((changes) => changes.forEach((change) => (window.taken += change.removedNodes.length)))
                    .observe(transcript.querySelector('.turns'), { childList: true, subtree: true });
                }""");
        Locator turn = assistant.ask("Anything?");
        assertThat(turn.locator("[data-ai-generated]")).hasCount(200);
        assertThat(turn.locator("[data-ai-generated]").last()).hasText("Sentence 199.");
        assertThat(turn.locator(".question")).isInViewport();
        assertThat(assistant.composer()).isFocused();
        assertThat(visitor.page().evaluate("() => window.taken")).as("what was shown is never taken back").isEqualTo(0);
    }

    @Test
    void aScreenReaderMeetsTheAnswerInItsOrder() {
        Locator turn = english().ask("Do you sell my personal data?");
        assertThat(turn).matchesAriaSnapshot("""
                - listitem:
                  - heading "You asked" [level=3]
                  - paragraph: Do you sell my personal data?
                  - heading "Policy assistant answered" [level=3]
                  - blockquote:
                    - text: We do not sell, rent, or trade your personal information to third parties.
                    - button /Source \\[1\\]. Privacy Policy, section 3\\.1, .*Show quote/
                  - heading "Sources (1)" [level=4]
                  - list:
                    - listitem:
                      - button /Privacy Policy › 3\\.1/
                  - paragraph: /Word for word/
                """);
    }

    @Test
    void theServersTextNeverBecomesMarkup() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> route.fulfill(new FulfillOptions().setContentType("application/json")
                .setBody("""
                        {"id":"a","conversation_id":"c","conversation_token":"t","language":"en","outcome":"answered",
                         "segments":[{"text":"<img src=x onerror=alert(1)><b>x</b>","citations":[1],"provenance":"ai_generated"}],
                         "citations":[{"number":1,"passage_id":"p:1.1","title":"<script>alert(1)</script>","quote":"q","url":"javascript:alert(1)"}],
                         "handoff":{"kind":"support","email":"x@y.z?cc=e@e.vil"},"notices":[]}""")));
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        Locator turn = assistant.ask("Anything?");
        assertThat(turn.locator(".body")).containsText("<img src=x onerror=alert(1)><b>x</b>");
        assertThat(turn.locator("img, b, a")).hasCount(0);
        turn.locator(".chip").click();
        assertThat(assistant.drawer().locator("a")).hasCount(0);
    }

    @Test
    void anAnswerCanBeStopped() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> {
            // no reply
        });
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.send("Anything?");
        assertThat(assistant.find("p[role=status]")).hasText("Searching the policies…");
        assertThat(assistant.find(".send")).hasAttribute("aria-label", "Stop");
        assistant.find(".send").click();
        assertThat(assistant.settled()).containsText("You stopped this answer.");
        assertThat(assistant.find("[role=log] p").last()).hasText("You stopped this answer.");
        assertThat(assistant.turns().last().getByText("Try again")).isVisible();
        // the button that sends stands where the one that stops was a moment ago
        assistant.composer().fill("half a question");
        assistant.root().evaluate("(host) => host.shadowRoot.querySelector('.send').dispatchEvent("
                + "new MouseEvent('click', { detail: 2, bubbles: true, cancelable: true }))");
        assertThat(assistant.composer()).hasValue("half a question");
        assertThat(assistant.turns()).hasCount(1);
    }

    @Test
    void aLongAnswerShowsThatItGoesOn() {
        Assistant assistant = english();
        Locator turn = assistant.ask("What information do you collect?");
        assertThat(turn.locator(".chip")).hasCount(6);
        assertThat(assistant.find(".more")).isVisible();
        assertThat(turn.locator(".question")).isInViewport();
    }
}
