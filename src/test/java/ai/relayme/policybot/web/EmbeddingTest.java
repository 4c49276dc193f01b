package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The widget on a site of somebody else. */
class EmbeddingTest extends BrowserTest {
    private static final String QUESTION = "Do you sell my personal data?";

    private HttpServer host;
    private String origin;
    private TestBot allowing;

    @BeforeAll
    void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.start();
        origin = "http://127.0.0.1:" + host.getAddress().getPort();
        allowing = TestBot.start("ALLOWED_ORIGINS", origin);
    }

    @AfterAll
    void stop() {
        host.stop(0);
        allowing.close();
    }

    private void page(String path, String type, String policy, byte[] body) {
        host.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Content-Security-Policy", policy);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] markup(String language, TestBot bot, Charset encoding) {
        return ("<!doctype html><html lang=\"" + language + "\"><title>Shop</title><main><h1>Shop</h1></main>"
                + "<script async src=\"" + bot.publicUrl() + "/widget.js\"></script></html>").getBytes(encoding);
    }

    private static String policy(TestBot bot) {
        return "default-src 'none'; script-src " + bot.publicUrl() + "; connect-src " + bot.publicUrl()
                + "; require-trusted-types-for 'script'";
    }

    @Test
    void anAllowedSiteNeedsOneLineEvenUnderAStrictPolicy() {
        page("/strict", "text/html; charset=utf-8", policy(allowing), markup("en", allowing, StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        visitor.open(origin + "/strict");
        Assistant assistant = visitor.launcher();
        assistant.ask(QUESTION).locator(".chip").click();
        assertThat(assistant.drawer().locator("mark")).containsText("We do not sell");
        assertThat(assistant.drawer().locator("blockquote")).containsText("only to the extent necessary:");
        assertThat(visitor.accessibilityFaults()).isEmpty();
        visitor.press("Escape");
        // the second question shows that the token travels across origins too
        String body = visitor.page().waitForRequest("**/ask", () -> assistant.ask("Do you rent it?")).postData();
        assertThat(body).contains("\"conversation_id\":\"cnv_");
        assertThat(assistant.find(".failure")).hasCount(0);
        assistant.find(".foot button").first().click();
        assistant.find("[name=access]").check();
        assistant.find("#form-email").fill("shopper@example.com");
        assistant.find(".form form > .primary").click();
        assertThat(assistant.find("#form-code")).isVisible();
    }

    @Test
    void aSiteInAnotherEncodingAndWithRudeStylesDoesNotReachIn() {
        Charset gbk = Charset.forName("GBK");
        byte[] body = ("<!doctype html><html lang=\"zh-CN\"><title>商店</title><style>html{font-size:4px}"
                + "*{letter-spacing:9px!important;font-size:40px!important}button{display:none!important}</style><h1>商店</h1>"
                + "<script async src=\"" + allowing.publicUrl() + "/widget.js\"></script></html>").getBytes(gbk);
        page("/gbk", "text/html; charset=gbk", "script-src " + allowing.publicUrl(), body);
        Visitor visitor = visitor();
        visitor.open(origin + "/gbk");
        Assistant assistant = visitor.launcher();
        assertThat(assistant.find(".launcher")).hasText("查询公司政策");
        assertThat(assistant.find(".launcher")).hasCSS("font-size", "16px");
        assertThat(assistant.find(".launcher")).hasCSS("letter-spacing", "normal");
        assertThat(assistant.ask("怎样删除我的账户信息？").locator(".chip")).hasCount(3);
    }

    /** A page whose libraries have changed what every script relies on, and that loads the widget twice. */
    @Test
    void aPageThatPatchesPrototypesDoesNotBreakIt() {
        String page = """
                <!doctype html><html lang="en"><title>Old shop</title><h1>Old shop</h1><div id="relayme"></div>
                <script>
                  Array.prototype.toJSON = function () { return '[' + this.join() + ']'; };
                  Array.from = function () { return ['from another age']; };
                  Array.prototype.last = function () { return this[this.length - 1]; };
                  Object.prototype.each = function () { throw new Error('each'); };
                  Object.prototype.get = Object.prototype.set = function () { return 'inherited'; };
                  String.prototype.strip = Function.prototype.bind = function () { return this; };
                  window.onmessage = window.name = 'shop';
                  document.addEventListener('keydown', (event) => event.key.length > 1 || event.preventDefault());
                  (window.relaymeQ ||= []).push(['on', 'answer', (answer) => (document.title = answer.outcome)], ['open'], ['nonsense']);
                </script>
                <script async src="WIDGET"></script><script async src="WIDGET"></script></html>
                """.replace("WIDGET", allowing.publicUrl() + "/widget.js");
        page("/patched", "text/html; charset=utf-8", "default-src 'unsafe-inline' " + allowing.publicUrl(),
                page.getBytes(StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        visitor.open(origin + "/patched");
        Assistant assistant = new Assistant(visitor.page().locator("relayme-chat"));
        assertThat(assistant.find("dialog")).isVisible();
        assistant.composer().focus();
        visitor.page().keyboard().type(QUESTION);
        visitor.press("Enter");
        assertThat(assistant.settled().locator(".chip")).hasCount(1);
        assertThat(visitor.page()).hasTitle("answered");
        assistant.find(".chip").click();
        assertThat(assistant.drawer().locator("blockquote")).containsText("only to the extent necessary:");
        visitor.page().reload();
        assertThat(assistant.turns().locator(".chip")).hasCount(1);
        assistant.find(".foot button").first().click();
        assistant.find("[name=access]").check();
        assistant.find("#form-email").fill("old-shopper@example.com");
        assistant.find(".form form > .primary").click();
        assertThat(assistant.find("#form-code")).isVisible();
        assertThat(visitor.page().evaluate("() => Array.prototype.toJSON.call([1])")).isEqualTo("[1]");
    }

    @Test
    void aPageSteersItsAssistantsEachOnItsOwn() {
        String body = """
                <!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1>
                <div style="height: 500px"><relayme-chat mode="inline" accent="#ffd400" lang="zh-Hant"></relayme-chat></div>
                <div style="height: 500px"><relayme-chat mode="inline" accent="#ff6f61" theme="dark"></relayme-chat></div></main>
                <script async src="WIDGET"></script></html>
                """.replace("WIDGET", allowing.publicUrl() + "/widget.js");
        page("/two", "text/html; charset=utf-8",
                "default-src 'none'; style-src 'unsafe-inline'; script-src " + allowing.publicUrl() + "; connect-src "
                        + allowing.publicUrl(),
                body.getBytes(StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        visitor.open(origin + "/two");
        Assistant first = new Assistant(visitor.page().locator("relayme-chat").first());
        Assistant second = new Assistant(visitor.page().locator("relayme-chat").last());
        visitor.page().evaluate("""
                () => {
                  window.told = [];
                  for (const name of ['question', 'answer', 'feedback', 'deleted', 'open'])
                    relayme.on(name, (detail) => told.push(name + JSON.stringify(detail).includes('sell')));
                  // the test's own line to the browser counts as a click; this page has had none
                  Object.defineProperty(navigator, 'userActivation', { value: { isActive: false } });
                  relayme.ask('Do you sell my data?');
                }""");
        assertThat(first.composer()).hasValue("Do you sell my data?");
        assertThat(first.turns()).hasCount(0);
        first.composer().press("Enter");
        first.settled().locator(".feedback .button").first().click();
        assertThat(first.find(".feedback [aria-pressed=true]")).hasCount(1);
        assertThat(second.ask("Do you rent it?").locator(".reply")).isVisible();
        assertThat(visitor.accessibilityFaultsInLightAndDark()).as("with accents that text could not be read on")
                .isEmpty();
        assertThat(second.find(".frame")).hasCSS("color-scheme", "dark");
        assertThat((String) visitor.page().evaluate("() => told.join()")).as("nothing a visitor wrote")
                .isEqualTo("questionfalse,answerfalse,feedbackfalse,questionfalse,answerfalse");
        visitor.page().reload();
        assertThat(first.turns().locator(".question")).hasText("Do you sell my data?");
        assertThat(second.turns().locator(".question")).hasText("Do you rent it?");
        visitor.page().evaluate("() => relayme.setLanguage('en')");
        assertThat(first.find("h2")).containsText("Policy assistant");
        visitor.page().evaluate("() => relayme.delete()");
        assertThat(first.turns()).hasCount(0);
        assertThat(second.turns()).hasCount(1);
    }

    /** Bundlers make modules of scripts, and a module is told nothing of its own tag. */
    @ParameterizedTest
    @ValueSource(strings = {"<script type=\"module\" src=\"WIDGET\" data-lang=\"zh-Hant\" data-position=\"left\"></script>",
            "<script>import('WIDGET')</script>"})
    void aModuleFindsItsBotToo(String script) {
        String path = "/module" + script.length();
        page(path, "text/html; charset=utf-8", "default-src 'unsafe-inline' " + allowing.publicUrl(),
                ("<!doctype html><html lang=\"en\"><title>Shop</title><h1>Shop</h1>"
                        + script.replace("WIDGET", allowing.publicUrl() + "/widget.js") + "</html>")
                                .getBytes(StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        visitor.open(origin + path);
        Assistant assistant = visitor.launcher();
        String asked = visitor.page().waitForRequest("**/ask", () -> assistant.ask(QUESTION)).url();
        assertThat(asked).startsWith(allowing.publicUrl().toString());
        if (script.contains("data-lang")) {
            assertThat(assistant.find(".launcher")).hasText("查詢公司政策");
            assertThat(assistant.root()).hasAttribute("position", "left");
        }
    }

    /** What frameworks do to a page: they write parts of it anew, replace all of it, and change its language. */
    @Test
    void aPageThatIsWrittenAnewKeepsItsConversation() {
        String body = """
                <!doctype html><html lang="en"><title>Shop</title><main id="app" style="height: 500px">
                <relayme-chat mode="inline"></relayme-chat></main><script async src="WIDGET"></script></html>
                """.replace("WIDGET", allowing.publicUrl() + "/widget.js");
        page("/written", "text/html; charset=utf-8", "default-src 'unsafe-inline' " + allowing.publicUrl(),
                body.getBytes(StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        Page page = visitor.open(origin + "/written").page();
        Assistant assistant = visitor.inline();
        assistant.ask(QUESTION);
        page.evaluate("() => { app.innerHTML = '<relayme-chat mode=inline></relayme-chat>'; }");
        assertThat(assistant.turns()).hasCount(1);
        assertThat(visitor.stored()).as("under the same key").isEqualTo(1);
        page.evaluate("() => { document.documentElement.lang = 'zh-HK'; }");
        assertThat(assistant.find(".title")).containsText("政策助理");
        assertThat(assistant.find(".frame")).hasAttribute("lang", "zh-Hant");
        assertThat(assistant.turns()).hasCount(1);

        page("/swapped", "text/html; charset=utf-8", policy(allowing), markup("en", allowing, StandardCharsets.UTF_8));
        visitor.open(origin + "/swapped");
        Assistant panel = visitor.launcher();
        panel.ask(QUESTION);
        page.evaluate("""
                () => {
                  const body = document.createElement('body');
                  body.append(document.querySelector('script').cloneNode());
                  document.body.replaceWith(body);
                }""");
        assertThat(page.locator("relayme-chat")).hasCount(1);
        assertThat(panel.turns()).hasCount(1);
        panel.find(".launcher").click();
        assertThat(panel.find("dialog")).isHidden();
        page.evaluate("() => { relayme.destroy(); relayme.open(); }");
        assertThat(page.locator("relayme-chat")).hasCount(0);
        visitor.forgive("there is no assistant on this page");
    }

    @Test
    void anOpenPanelHidesNothingThatHasTheKeyboard() {
        String body = """
                <!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1>
                <button style="position: fixed; right: 100px; bottom: 300px">Covered</button><a href="#top">Elsewhere</a></main>
                <script async src="WIDGET"></script></html>
                """.replace("WIDGET", allowing.publicUrl() + "/widget.js");
        page("/covered", "text/html; charset=utf-8", "default-src 'unsafe-inline' " + allowing.publicUrl(),
                body.getBytes(StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        Page page = visitor.open(origin + "/covered").page();
        Assistant assistant = visitor.launcher();
        page.getByText("Covered").focus();
        assertThat(assistant.find("dialog").boundingBox().x).isLessThan(100);
        page.getByText("Elsewhere").focus();
        assertThat(assistant.find("dialog").boundingBox().x).isGreaterThan(700);
        visitor.press("Escape");
        assertThat(assistant.find("dialog")).isHidden();
        assertThat(page.getByText("Elsewhere")).isFocused();
        assistant.find(".launcher").press("Enter");
        assertThat(assistant.find("dialog")).isVisible();
        assistant.find(".launcher").focus();
        visitor.press("Escape");
        assertThat(assistant.find("dialog")).isHidden();
        assertThat(assistant.find(".launcher")).isFocused();
    }

    @Test
    void theStartPageShowsTheThreeModes() {
        Visitor visitor = visitor();
        Page page = visitor.open(bot().publicUrl() + "/?lang=en").page();
        assertThat(page.locator(".modes:visible code")).containsText(
                new String[]{bot().publicUrl() + "/widget.js", "inline", bot().publicUrl() + "/chat/"});
        Assistant launcher = new Assistant(page.locator("relayme-chat[mode=launcher]"));
        page.getByText("Show it here").click();
        assertThat(launcher.find("dialog")).isVisible();
        assertThat(launcher.composer()).isFocused();
        visitor.press("Escape");
        page.getByText("Open it").click();
        assertThat(page.locator("relayme-chat[mode=page] h2")).containsText("Policy assistant");
    }

    @Test
    void aLinkLeadsToAPageOfItsOwn() {
        Visitor visitor = visitor(Visitor.phone().setViewportSize(320, 568));
        visitor.open(bot().publicUrl() + "/chat?lang=zh-Hant");
        Assistant assistant = new Assistant(visitor.page().locator("relayme-chat[mode=page]"));
        assertThat(visitor.page().locator("html")).hasAttribute("lang", "zh-Hant");
        assertThat(assistant.find("h2")).containsText("政策助理");
        assertThat(assistant.find(".frame").boundingBox().height).isEqualTo(568);
        assertThat(assistant.ask("你們會否出售我的個人資料？").locator(".chip")).hasCount(1);
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
        assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
        visitor.page().setViewportSize(1280, 900);
        assertThat(assistant.find(".frame").boundingBox().width).isEqualTo(1280);
        assertThat(visitor.accessibilityFaults()).isEmpty();
    }

    @Test
    void aSiteThatIsNotAllowedGetsNoAnswers() {
        page("/other", "text/html; charset=utf-8", policy(bot()), markup("en", bot(), StandardCharsets.UTF_8));
        Visitor visitor = visitor();
        visitor.open(origin + "/other");
        Assistant assistant = visitor.launcher();
        assertThat(assistant.ask(QUESTION).locator(".failure")).containsText("The assistant cannot be reached");
        visitor.forgive("blocked by CORS policy");
    }
}
