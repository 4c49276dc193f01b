package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agents' console, from logging in to the log. */
class ConsoleTest extends BrowserTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern LIT = Pattern.compile("(^| )lit( |$)");

    private final Map<String, String> sessions = new HashMap<>();
    private TestBot console;
    private String admin;
    private ObjectNode answered;
    private ObjectNode abstained;

    @BeforeAll
    void start() {
        console = TestBot.start("AGENT_PASSWORD", PASSWORD);
        admin = console.session("admin", PASSWORD);
        sessions.put("admin", admin);
        console.agent("Mei", Role.REVIEWER, PASSWORD);
        console.agent("viewer", Role.VIEWER, PASSWORD);
        answered = console.ask("Do you sell my personal data?");
        abstained = console.ask("Do you give discounts to students?");
    }

    @AfterAll
    void stop() {
        console.close();
    }

    /** Opens that page of the console as that agent, who has logged in before. */
    private Page open(Visitor visitor, String name, String hash) {
        String session = sessions.computeIfAbsent(name, agent -> console.session(agent, PASSWORD));
        Page page = visitor.loggedIn(console.publicUrl(), session).open(console.publicUrl() + "/console/" + hash)
                .page();
        assertThat(page.locator(".who")).containsText(name);
        return page;
    }

    private static String conversation(JsonNode answer) {
        return answer.path("conversation_id").asText();
    }

    private JsonNode kept(JsonNode answer) {
        return TestBot.json(console.get("/api/console/conversations/" + conversation(answer), "Cookie", admin));
    }

    private static Locator row(Page page, JsonNode answer) {
        return page.locator("[data-id=" + conversation(answer) + "]");
    }

    @Test
    void aLinkLeadsToAPasswordAndTheQueue() {
        try (TestBot fresh = TestBot.start()) {
            String link = fresh.setupLink().orElseThrow().replace("127.0.0.1", "localhost");
            Visitor visitor = visitor();
            Page page = visitor.open(link).page();
            page.locator("[name=password]").fill("short");
            page.keyboard().press("Enter");
            assertThat(page.locator("[role=alert].fault").first()).containsText("12");
            assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
            page.locator("[name=password]").fill(PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("main h1")).hasText("Review queue");
            assertThat(page.url()).doesNotContain("setup");
            page.getByText("Log out").click();
            assertThat(page.locator("main h1")).hasText("Log in");
            page.locator("[name=name]").fill("admin");
            page.locator("[name=password]").fill("wrong");
            page.keyboard().press("Enter");
            assertThat(page.locator("main [role=alert]")).containsText("not right");
        }
    }

    @Test
    @Tag("long")
    void keysLabelMarkAndUndo() {
        ObjectNode later = console.ask("How can I have my data deleted?");
        Visitor visitor = visitor();
        Page page = open(visitor, "Mei", "#conversations?status=open&outcome=answered");
        assertThat(row(page, abstained)).hasCount(0);
        page.keyboard().press("j");
        assertThat(row(page, later).locator("a")).isFocused();
        page.keyboard().press("3");
        assertThat(row(page, later)).containsText("Incomplete");
        page.keyboard().press("r");
        assertThat(row(page, later)).containsText("Reviewed · Mei");
        assertThat(row(page, later).locator("a")).not().isFocused();
        assertThat(kept(later).path("status").asText()).isEqualTo("reviewed");
        assertThat(kept(later).path("turns").path(0).path("labels").path(0).path("label").asText())
                .isEqualTo("incomplete");
        page.keyboard().press("u");
        assertThat(row(page, later)).containsText("Open");
        page.keyboard().press("?");
        assertThat(page.locator("dialog")).containsText("Assign to me");
        assertThat(visitor.accessibilityFaultsInLightAndDark()).isEmpty();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        page.evaluate("() => { location.hash = '#settings'; }");
        assertThat(page.locator("main .facts").first()).containsText("Mei");
        assertThat(page.locator("main .facts").last()).containsText("no SMTP server is set");
        page.locator("#keys-here").uncheck();
        page.goBack();
        assertThat(row(page, later).locator("a")).isVisible();
        page.keyboard().press("j");
        page.keyboard().press("a");
        page.keyboard().press("/");
        assertThat(page.locator("[type=search]")).not().isFocused();
        assertThat(kept(later).path("status").asText()).as("keys are off").isEqualTo("open");
    }

    @Test
    @Tag("long")
    void theFilterHoldsForNextAndForAll() {
        ObjectNode one = console.ask("Who can see my prompts? qzxfilter");
        console.ask("Can I get my money back as a student?");
        ObjectNode two = console.ask("Do you sell my prompts? qzxfilter");
        Page page = open(visitor(), "Mei", "#conversations?q=qzxfilter");
        assertThat(page.locator(".rows > li")).hasCount(2);
        row(page, two).locator("a").click();
        // until it is there the keys are those of the list
        assertThat(page.locator(".asked")).containsText("Do you sell my prompts");
        page.keyboard().press("j");
        assertThat(page.locator(".asked")).containsText("Who can see my prompts");
        assertThat(page).hasURL(Pattern.compile("#conversations/" + conversation(one) + "\\?q=qzxfilter"));
        page.keyboard().press("j");
        assertThat(page.locator(".saying")).containsText("last one");
        page.keyboard().press("Escape");
        page.locator("#choose-all").check();
        page.getByText("Set status").click();
        assertThat(row(page, one)).containsText("Reviewed");
        assertThat(row(page, two)).containsText("Reviewed");
        assertThat(kept(abstained).path("status").asText()).isEqualTo("open");
    }

    @Test
    @Tag("long")
    void aSentenceLightsUpThePassageItCites() {
        Page page = open(visitor(), "Mei",
                "#conversations/" + conversation(answered) + "?tab=passages");
        Locator card = page.locator(".cards .passage").first();
        assertThat(card).not().hasClass(LIT);
        page.keyboard().press("]");
        assertThat(page.locator("button.sentence").first()).isFocused();
        assertThat(card).hasClass(LIT);
        assertThat(page.locator(".ranked .lit")).containsText("privacy-policy:3.1");
        page.keyboard().press("w");
        assertThat(page.locator("[role=tab][aria-selected=true]")).hasText("Why");
        assertThat(card).not().hasClass(LIT);
        assertThat(page.locator("[role=tabpanel]")).containsText("reaches the threshold");
        page.getByText("Do the quotes still stand").click();
        assertThat(page.locator("[role=tabpanel]")).containsText("Every quote still stands");
        page.keyboard().press("n");
        page.keyboard().type("read 3.1 <img src=x onerror=alert(1)>");
        page.getByText("Add the note").click();
        assertThat(page.locator(".notes li")).containsText("<img src=x");
        page.keyboard().press("Escape");
        page.keyboard().press("h");
        assertThat(page.locator("[role=tabpanel]")).containsText("added a note");
    }

    /** No mail server is set, so the code lies in the mail folder, and the acknowledgement does not leave. */
    @Test
    void aPersonAcknowledgesWhatTheMailDidNot() throws Exception {
        String reference = TestBot.json(console.post("/rights-requests",
                "{\"right\":\"erasure\",\"regime\":\"gdpr\",\"email\":\"jane@example.org\"}")).path("reference")
                .asText();
        assertThat(console.post("/rights-requests/" + reference + "/verify",
                "{\"code\":\"" + MailServer.code(console.data().resolve("mail"), reference) + "\"}").statusCode())
                .isEqualTo(200);
        Page page = open(visitor(), "admin", "#rights-requests/" + reference);
        assertThat(page.locator("main h1")).containsText(reference);
        assertThat(page.locator(".badges").first()).containsText("On track");
        assertThat(page.locator(".badges").first()).containsText("Received");
        page.locator("main form select").first().selectOption("acknowledge");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply")).click();
        assertThat(page.locator(".badges").first()).containsText("Acknowledged");
        assertThat(page.locator(".log")).containsText("admin");
    }

    @Test
    void aPersonSetsTheLawThatNobodyNamed() throws Exception {
        String reference = TestBot.json(console.post("/rights-requests",
                "{\"right\":\"portability\",\"email\":\"law@example.org\"}")).path("reference").asText();
        assertThat(console.post("/rights-requests/" + reference + "/verify",
                "{\"code\":\"" + MailServer.code(console.data().resolve("mail"), reference) + "\"}").statusCode())
                .isEqualTo(200);
        Page page = open(visitor(), "admin", "#rights-requests/" + reference);
        page.locator("main form select").first().selectOption("set_regime");
        page.getByLabel("Law").selectOption("gdpr");
        page.getByLabel("Reason").fill("You live in Ghent");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply")).click();
        assertThat(page.locator(".log")).containsText("gdpr, before unspecified: You live in Ghent");
        assertThat(page.locator("main .facts, main dl").first()).containsText("EU: GDPR");
    }

    @Test
    @Tag("long")
    void anAdminMakesAKeySeesItOnceAndRevokesIt() {
        Page page = open(visitor(), "admin", "#api-keys");
        page.getByLabel("Name").fill("a shop");
        page.getByLabel("search").uncheck();
        page.getByLabel("Sites").fill("https://shop.example");
        page.getByLabel("Requests at most").fill("60");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a key")).click();
        assertThat(page.locator(".notice code")).hasText(Pattern.compile("pbk_[A-Za-z0-9_-]{43}"));
        String key = page.locator(".notice code").textContent();
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("a shop"));
        assertThat(row).containsText("https://shop.example");
        assertThat(row).containsText("60 a minute");
        assertThat(row).not().containsText("search");
        page.reload();
        assertThat(row).containsText(key.substring(0, 12));
        assertThat(page.locator("body")).not().containsText(key);
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke a shop")).click();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke for good")).click();
        assertThat(row).containsText("Revoked");
        assertThat(row.getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    @Test
    void aViewerCanReadAndNothingElse() {
        Page page = open(visitor(), "viewer", "#conversations");
        assertThat(page.locator("main input[type=checkbox]")).hasCount(0);
        assertThat(page.locator("nav")).not().containsText("Agents");
        row(page, abstained).locator("a").click();
        assertThat(page.locator(".review")).containsText("You can read");
        assertThat(page.locator(".labels, .notes form, .review button")).hasCount(0);
        page.keyboard().press("r");
        page.keyboard().press("1");
        page.keyboard().press("t");
        assertThat(page.locator("[role=tab][aria-selected=true]")).hasText("Trace");
        assertThat(kept(abstained).path("status").asText()).isEqualTo("open");
        page.evaluate("() => { location.hash = '#audit'; }");
        assertThat(page.locator("main h1")).hasText("Review queue");
    }

    /** Each page in all languages: looked at whole in the one that the page before ended with, and for its words in the others. */
    @Test
    @Tag("long")
    void noPageHasFaultsInAnyLanguage() {
        Visitor visitor = visitor();
        Page page = open(visitor, "admin", "");
        List<String> languages = List.of("en", "zh-Hant", "zh-Hans");
        int at = 0;
        for (String hash : List.of("#conversations", "#conversations/" + conversation(answered),
                "#conversations/" + conversation(abstained) + "?tab=passages", "#rights-requests", "#gaps",
                "#corrections", "#corrections/new?conversation=" + conversation(answered) + "&answer="
                        + answered.path("id").asText(),
                "#documents", "#documents/privacy-policy?lang=zh-Hant", "#publication", "#analytics", "#agents",
                "#api-keys", "#audit", "#settings")) {
            page.evaluate("(hash) => { document.querySelector('main').id = 'old'; location.hash = hash; }", hash);
            assertThat(page.locator("#main h1")).isVisible();
            assertThat(visitor.accessibilityFaultsInLightAndDark()).as(hash).isEmpty();
            for (int i = 0; i < 2; i++) {
                at = (at + 1) % languages.size();
                page.evaluate("() => { document.querySelector('main').id = 'old'; }");
                page.locator(".own select").selectOption(languages.get(at));
                assertThat(page.locator("html[lang=" + languages.get(at) + "] #main h1")).isVisible();
                assertThat(visitor.accessibilityFaultsOfWords()).as(hash + " in " + languages.get(at)).isEmpty();
            }
        }
    }

    /** A window of 320 pixels, less those that a scroll bar takes (WCAG 1.4.10), in the language with the longest words too. */
    @Test
    void aNarrowWindowScrollsOneWayOnly() {
        assertThat(console.post("/rights-requests",
                "{\"right\":[\"access\",\"portability\",\"restriction\"],\"email\":\"a.very.long.address@department.example.org\"}")
                .statusCode()).isEqualTo(202);
        Page page = open(visitor(), "admin", "#conversations/" + conversation(answered));
        page.setViewportSize(305, 568);
        for (String language : List.of("zh-Hant", "en")) {
            page.locator(".own select").selectOption(language);
            for (String hash : List.of("#conversations", "#conversations/" + conversation(answered), "#rights-requests",
                    "#gaps", "#corrections", "#documents", "#publication", "#analytics", "#agents", "#api-keys",
                    "#audit",
                    "#settings")) {
                page.evaluate("(hash) => { document.querySelector('main').id = 'old'; location.hash = hash; }", hash);
                assertThat(page.locator("html[lang=" + language + "] #main h1")).isVisible();
                assertThat(page.evaluate("() => document.documentElement.scrollWidth")).as(hash + " in " + language)
                        .isEqualTo(305);
            }
        }
    }

    @Test
    @Tag("long")
    void aPhoneShowsEveryPageWithinItsWidth() {
        Visitor visitor = visitor(Visitor.phone());
        Page page = open(visitor, "admin", "#conversations/" + conversation(answered));
        for (String hash : List.of("#conversations", "#rights-requests", "#gaps", "#documents", "#publication",
                "#analytics",
                "#agents", "#api-keys", "#audit")) {
            page.evaluate("(hash) => { document.querySelector('main').id = 'old'; location.hash = hash; }", hash);
            assertThat(page.locator("#main h1")).isVisible();
            assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).as(hash)
                    .isEqualTo(true);
            assertThat(page.locator("nav [aria-current]")).isInViewport();
        }
    }

    @Test
    void theThreeLanguagesHaveTheSameWords() {
        Page page = visitor().open(console.publicUrl() + "/console/").page();
        assertThat(page.locator("main h1")).hasText("Log in");
        Object differing = page.evaluate("""
                async () => {
                  const [first, ...others] = await Promise.all(['en', 'zh-Hant', 'zh-Hans']
                    .map(async (tag) => (await import(`${location.origin}/console/strings/${tag}.js`)).default));
                  const places = (text) => (text.match(/\\{\\w+}/g) ?? []).sort().join();
                  return others.flatMap((other) => [...new Set([...Object.keys(first), ...Object.keys(other)])]
                    .filter((key) => !(key in first && key in other) || places(first[key]) !== places(other[key])));
                }""");
        assertThat((List<?>) differing).isEmpty();
    }
}
