package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the browser keeps, and what it does not. */
class KeepingTest extends BrowserTest {
    private static final String QUESTION = "Do you sell my personal data?";

    @Test
    void nothingIsStoredOrSentBeforeAQuestion() {
        Visitor visitor = visitor();
        visitor.open(bot().publicUrl() + "/?lang=en");
        visitor.inline().composer().fill("half a question");
        visitor.launcher();
        assertThat(visitor.stored()).isZero();
        assertThat(visitor.requests()).allMatch(url -> url.matches(".*/(\\?lang=en|[a-z]+\\.(js|css|svg))"));
        visitor.press("Escape");
        visitor.inline().ask(QUESTION);
        assertThat(visitor.stored()).isEqualTo(1);
        assertThat(visitor.context().cookies()).isEmpty();
    }

    @Test
    void aReloadRestoresTheConversation() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask(QUESTION);
        assistant.ask("How can I have my data deleted?");
        visitor.page().reload();
        assertThat(assistant.turns()).hasCount(2);
        Locator turn = assistant.turns().last();
        assertThat(turn.locator(".question")).hasText("How can I have my data deleted?");
        assertThat(turn.locator(".card a")).hasText("support@relayme.ai");
        turn.locator(".chip").first().click();
        assertThat(assistant.drawer().locator("mark")).containsText("Erasure");
        visitor.press("Escape");
        String body = visitor.page().waitForRequest("**/ask", () -> assistant.ask("Do you rent it?")).postData();
        assertThat(body).contains("\"conversation_id\":\"cnv_");
    }

    @Test
    void aReloadDuringAnAnswerKeepsTheQuestion() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> {
            // no reply
        });
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        visitor.page().waitForRequest("**/ask", () -> assistant.send(QUESTION));
        visitor.page().reload();
        visitor.page().unroute("**/ask");
        Locator turn = assistant.turns().last();
        assertThat(turn.locator("[role=alert]")).hasCount(0);
        turn.getByText("Try again").click();
        assertThat(assistant.settled().locator(".chip")).hasCount(1);
    }

    @Test
    void anAnswerThatBreaksOffIsTakenUpWhereItIs() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", KeepingTest::breakOff);
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        Locator turn = assistant.ask(QUESTION);
        assertThat(turn.locator(".verbatim")).hasCount(1);
        assertThat(turn.locator(".rest > .feedback")).isVisible();
    }

    /** Its answer has begun and broken off, and is asked for again. */
    private Assistant inTheMiddleOfAnAnswer(Visitor visitor) {
        visitor.page().route("**/ask", KeepingTest::breakOff);
        visitor.page().route("**/events", route -> {
            // no reply
        });
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        visitor.page().waitForRequest("**/events", () -> assistant.send(QUESTION));
        visitor.page().unroute("**/events");
        return assistant;
    }

    @Test
    void aReloadInTheMiddleOfAnAnswerGoesOnWithIt() {
        Visitor visitor = visitor();
        Assistant assistant = inTheMiddleOfAnAnswer(visitor);
        visitor.page().reload();
        assertThat(assistant.turns()).hasCount(1);
        assertThat(assistant.turns().locator(".verbatim")).hasCount(1);
        assertThat(assistant.turns().locator(".rest > .feedback")).isVisible();
        visitor.page().unroute("**/ask");
        String body = visitor.page().waitForRequest("**/ask", () -> assistant.ask("Do you rent it?")).postData();
        assertThat(body).contains("\"conversation_id\":\"cnv_");
    }

    /** A page's framework may take an assistant out of the page and put it back: nobody stopped its answer. */
    @Test
    void whoeverIsTakenOutInTheMiddleOfAnAnswerGoesOnWithIt() {
        Visitor visitor = visitor();
        Assistant assistant = inTheMiddleOfAnAnswer(visitor);
        visitor.page().evaluate("""
                async () => {
                  const assistant = document.querySelector('relayme-chat[mode=inline]');
                  const place = assistant.parentElement;
                  assistant.remove();
                  await new Promise((go) => setTimeout(go));
                  place.append(assistant);
                }""");
        assertThat(assistant.turns().locator(".verbatim")).hasCount(1);
        assertThat(assistant.settled().locator(".failure")).hasCount(0);
        assertThat(assistant.turns()).not().containsText("You stopped this answer.");
    }

    /** The tab keeps the last forty questions, and the server all. */
    @Test
    void whatTheTabNoLongerKeepsIsInTheDownload() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask(QUESTION);
        assistant.ask("How long do you keep my data?");
        visitor.page().evaluate("""
                () => {
                  const [[key, value]] = Object.entries(sessionStorage);
                  const kept = JSON.parse(value);
                  sessionStorage.setItem(key, JSON.stringify({ ...kept, cut: true, turns: kept.turns.slice(1) }));
                }""");
        visitor.page().reload();
        assertThat(assistant.turns()).hasCount(1);
        assertThat(assistant.find(".notice")).hasText("Only the latest questions are here.");
        assistant.find(".menu").click();
        Path file = visitor.page().waitForDownload(() -> assistant.drawer().getByText("Download as text").click())
                .path();
        assertThat(Files.readString(file)).containsSubsequence(QUESTION, "Word for word from the policy", "ans_",
                "UTC", "How long do you keep my data?");
    }

    /** Hands on the head of a stream, and no answer. */
    private static void breakOff(Route route) {
        String stream = route.fetch().text();
        route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream")
                .setBody(stream.substring(0, stream.indexOf("event: segment"))));
    }

    @Test
    void anotherLanguageKeepsTheConversation() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assistant.ask(QUESTION);
        assistant.composer().fill("half a question");
        assistant.find("select").focus();
        assistant.find("select").selectOption("zh-Hant");
        assertThat(assistant.find("h2")).containsText("政策助理");
        assertThat(assistant.turns()).hasCount(1);
        assertThat(assistant.turns().locator(".verbatim")).containsText("We do not sell");
        assertThat(assistant.turns().locator(".verbatim")).hasAttribute("lang", "en");
        assertThat(assistant.composer()).hasValue("half a question");
        assertThat(visitor.focused()).isEqualTo("language");
        visitor.page().reload();
        assertThat(assistant.find("h2")).containsText("政策助理");
        visitor.page().locator(".languages [lang=zh-Hans]").click();
        assertThat(assistant.find("h2")).containsText("政策助手");
        assertThat(assistant.turns()).hasCount(1);
    }

    @Test
    void aConversationCanBeDownloadedAndDeleted() throws Exception {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assertThat(assistant.find(".menu")).isHidden();
        assistant.ask(QUESTION);
        assistant.ask("How long do you keep my data?");
        assistant.find(".foot button").first().click();
        assistant.find("#form-details").fill("half a request");
        visitor.press("Escape");
        assistant.find(".menu").click();
        assertThat(assistant.drawer()).hasAccessibleName("Your conversation");
        Path file = visitor.page().waitForDownload(() -> assistant.drawer().getByText("Download as text").click())
                .path();
        assertThat(Files.readString(file)).contains(QUESTION, "[1] Privacy Policy, section 3.1",
                "How long do you keep");

        visitor.context().setOffline(true);
        assistant.drawer().getByText("Delete conversation").click();
        assertThat(assistant.drawer().locator("[role=alert]")).containsText("nothing was deleted");
        visitor.context().setOffline(false);
        Response deleted = visitor.page().waitForResponse(reply -> reply.request().method().equals("DELETE"),
                () -> assistant.drawer().getByText("Delete conversation").click());
        assertThat(deleted.status()).as("erased at the server").isEqualTo(204);
        assertThat(assistant.find(".notice")).hasText("The conversation was deleted.");
        assertThat(assistant.find("[role=log] p").last()).hasText("The conversation was deleted.");
        assertThat(assistant.find("textarea")).isFocused();
        assertThat(assistant.turns()).hasCount(0);
        assertThat(assistant.find(".starters")).isVisible();
        assertThat(visitor.stored()).isZero();
        visitor.page().reload();
        assertThat(assistant.find(".starters")).isVisible();
        assertThat(assistant.turns()).hasCount(0);
    }

    @Test
    void whatTheVisitorThinksOfAnAnswerReachesTheServer() {
        Visitor visitor = visitor();
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        Locator feedback = assistant.ask(QUESTION).locator(".rest > .feedback");
        assertThat(feedback).matchesAriaSnapshot("""
                - group "Did this answer your question?":
                  - paragraph: Did this answer your question?
                  - button "Yes"
                  - button "No"
                """);
        visitor.page().route("**/feedback", Route::abort);
        feedback.locator(".button").nth(1).click();
        assertThat(feedback).containsText("This could not be sent.");
        assertThat(feedback.locator("[aria-pressed=true]")).hasCount(0);
        visitor.page().unroute("**/feedback");
        feedback.locator(".button").nth(1).click();
        feedback.getByText("Incomplete").click();
        assertThat(feedback).containsText("Thank you for telling us.");
        assertThat(feedback.locator("[aria-pressed=true]")).hasText(new String[]{"No", "Incomplete"});
        assertThat(feedback.getByText("Incomplete")).isFocused();
        Map<?, ?> kept = (Map<?, ?>) visitor.page().evaluate("""
                async () => {
                  const { id, token } = JSON.parse(Object.values(sessionStorage)[0]).credentials;
                  const reply = await fetch(`conversations/${id}`, { headers: { Authorization: `Bearer ${token}` } });
                  return (await reply.json()).turns[0].feedback;
                }""");
        assertThat(kept.get("helpful")).isEqualTo(false);
        assertThat(kept.get("reason")).isEqualTo("incomplete");

        visitor.page().reload();
        assertThat(feedback.locator("[aria-pressed=true]")).hasText(new String[]{"No", "Incomplete"});
        feedback.getByText("Yes").click();
        assertThat(feedback.locator("[aria-pressed=true]")).hasText(new String[]{"Yes"});
        assertThat(feedback.getByText("Incomplete")).isHidden();
        assertThat(assistant.ask("hello").locator(".feedback")).hasCount(0);
    }

    @Test
    @Tag("long")
    void thePageSpeaksTheBrowsersLanguage() {
        for (String[] language : new String[][]{{"zh-TW", "zh-Hant"}, {"zh-SG", "zh-Hans"}, {"fr-FR", "en"}}) {
            Visitor visitor = visitor(Visitor.desktop().setLocale(language[0]));
            visitor.open(bot().publicUrl() + "/");
            assertThat(visitor.page().locator("html")).hasAttribute("lang", language[1]);
            assertThat(visitor.inline().find(".frame")).hasAttribute("lang", language[1]);
            assertThat(visitor.page().locator("h1:visible")).hasCount(1);
        }
    }

    @Test
    void aPageCanForbidToKeepAnything() {
        Visitor visitor = visitor();
        visitor.open(bot().publicUrl() + "/?lang=en");
        visitor.page().evaluate("""
                () => {
                  const other = document.createElement('relayme-chat');
                  other.setAttribute('persist', 'none');
                  document.querySelector('.assistant').replaceChildren(other);
                }""");
        Assistant assistant = visitor.inline();
        assistant.ask(QUESTION);
        assistant.find(".foot button").first().click();
        assistant.find("#form-details").fill("half a request");
        assertThat(visitor.stored()).isZero();
        assistant.find(".drawer .icon").click();
        assertThat(assistant.turns()).hasCount(1);
    }

    @Test
    void withoutStorageTheConversationLivesAsLongAsThePage() {
        Visitor visitor = visitor(Visitor.desktop());
        visitor.page().addInitScript("""
                Storage.prototype.setItem = () => { throw new Error('quota'); };
                Storage.prototype.getItem = () => '{"turns":[{"segments":7,"citations":[null],"failure":{"kind":"__proto__"}}]}';
                """);
        Assistant assistant = visitor.open(bot().publicUrl() + "/?lang=en").inline();
        assertThat(assistant.ask(QUESTION).locator(".chip")).hasCount(1);
    }
}
