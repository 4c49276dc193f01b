package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can go wrong between the page and the bot: the question is always kept. */
class FailureTest extends BrowserTest {
    private static final String QUESTION = "Do you sell my personal data?";

    @Test
    @Tag("long")
    void aQuestionOutlivesALimitAndTheServersEnd() {
        TestBot gone = TestBot.start("RATE_LIMIT", "1/PT8S");
        Assistant assistant = visitor().open(gone.publicUrl() + "/?lang=zh-Hans").inline();
        assistant.ask("你们会出售我的个人信息吗？");
        Locator turn = assistant.ask("怎样删除我的账户信息？");
        assertThat(turn.locator(".failure p").first()).hasText(Pattern.compile("提问过于频繁，请在 [1-8] 秒后再试。"));
        assertThat(turn.locator(".failure")).containsText("供客服查询的编号：req_");
        assertThat(turn.locator("button")).hasText(Pattern.compile("[1-8] 秒后可重试"));
        assertThat(turn.locator("button")).hasAttribute("aria-disabled", "true");
        turn.locator("button").and(assistant.find("[aria-disabled=false]")).click();
        assertThat(assistant.settled().locator(".chip")).hasCount(3);
        assertThat(assistant.turns()).hasCount(2);
        gone.close();
        turn = assistant.ask("你们收集哪些信息？");
        assertThat(turn.locator(".question")).hasText("你们收集哪些信息？");
        assertThat(turn.locator("[role=alert]")).hasText("目前无法连接助手。您的问题已保留，请重试。");
        // it comes back knowing nothing of the conversation, whose token it refuses: a new one begins
        try (TestBot back = TestBot.start("PORT", Integer.toString(gone.port()))) {
            turn.locator("button").click();
            assertThat(assistant.settled().locator(".chip").first()).isVisible();
            assertThat(assistant.turns()).hasCount(3);
            assertThat(back.port()).isEqualTo(gone.port());
        }
    }

    @Test
    void withoutANetworkThePageSaysSo() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        visitor.context().setOffline(true);
        Locator turn = assistant.ask(QUESTION);
        assertThat(turn.locator(".failure")).containsText("You seem to be offline.");
        visitor.context().setOffline(false);
        turn.locator("button").click();
        assertThat(assistant.settled().locator(".chip")).hasCount(1);
    }

    @Test
    void refusalsAreToldInTheVisitorsWords() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        Map.of(400, "could not be read", 403, "not allowed to use the assistant", 413, "too long", 500,
                "went wrong on our side", 503, "The assistant is busy. Please try again in 9 seconds.")
                .forEach((status, told) -> {
                    visitor.page().route("**/ask", route -> route.fulfill(new FulfillOptions().setStatus(status)
                            .setHeaders(Map.of("Retry-After", "9", "Content-Type", "application/problem+json"))
                            .setBody("{\"detail\":\"inner words\",\"request_id\":\"req_" + status + "\"}")));
                    Locator turn = assistant.ask(QUESTION);
                    assertThat(turn.locator("[role=alert]")).containsText(told);
                    assertThat(turn).not().containsText("inner words");
                    assertThat(turn).containsText("req_" + status);
                });
    }

    @Test
    void whatIsNoAnswerAtAllIsAFailureToo() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> route.fulfill(
                new FulfillOptions().setContentType("text/html").setBody("<h1>Captive portal</h1>")));
        Locator turn = visitor.open(bot().publicUrl() + "/?lang=en").inline().ask(QUESTION);
        assertThat(turn.locator(".failure")).containsText("Something went wrong on our side.");
        assertThat(turn).not().containsText("Captive portal");
    }

    @Test
    void aPassageThatIsMissingOrHasChangedIsNotPassedOffAsTheQuoted() {
        Visitor visitor = visitor();
        visitor.page().route("**/passages/**", route -> route.fulfill(new FulfillOptions().setStatus(503)));
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        Locator chip = assistant.ask(QUESTION).locator(".chip");
        chip.click();
        assertThat(assistant.drawer()).containsText("The whole passage could not be loaded.");
        assertThat(assistant.drawer().locator("mark")).containsText("We do not sell");
        visitor.press("Escape");
        visitor.page().unroute("**/passages/**");
        visitor.page().route("**/passages/**", route -> route.fulfill(
                new FulfillOptions().setContentType("application/json").setBody("{\"text\":\"Quite another text.\"}")));
        chip.click();
        assertThat(assistant.drawer()).containsText("The published text has changed since this answer.");
        assertThat(assistant.drawer()).not().containsText("Quite another text.");
        assertThat(assistant.drawer().locator("mark")).containsText("We do not sell");
    }
}
