package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        assertThat(assistant.ask("怎样删除我的账户信息？").locator(".chip")).hasCount(2);
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
