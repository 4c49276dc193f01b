package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.corpus.CorpusFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a correction through the console, without a mouse. */
@Tag("long")
class CorrectionWalkTest extends BrowserTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String QUESTION = "Do you sell my personal data?";
    private static final int MOST_TABS = 200;

    private static void logIn(Page page, String name) {
        assertThat(page.locator("[name=name]")).isFocused();
        page.keyboard().type(name);
        page.keyboard().press("Tab");
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator(".who")).containsText(name);
    }

    /** Presses the tab key until that has the keyboard. */
    private static void tabTo(Page page, Locator wanted) {
        assertThat(wanted).isVisible();
        for (int i = 0; i < MOST_TABS; i++) {
            if (Boolean.TRUE.equals(wanted.evaluate("(it) => it === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        assertThat(wanted).isFocused();
    }

    private static void enter(Page page, Locator wanted) {
        tabTo(page, wanted);
        page.keyboard().press("Enter");
    }

    private static Locator button(Page page, String text) {
        return page.locator("button", new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$")));
    }

    private static JsonNode state(TestBot bot, String admin, String id) {
        return TestBot.json(bot.get("/api/console/corrections/" + id, "Cookie", admin)).path("state");
    }

    @Test
    void isTriagedWrittenTriedApprovedServedAndSuspendedByKeys(@TempDir Path corpus) throws IOException {
        CorpusFiles.copyShipped(corpus);
        try (TestBot bot = TestBot.start("AGENT_PASSWORD", PASSWORD, "CORPUS_DIR", corpus.toString())) {
            String admin = bot.session("admin", PASSWORD);
            bot.agent("Mei", Role.REVIEWER, PASSWORD);
            bot.agent("Ann", Role.APPROVER, PASSWORD);
            for (int i = 0; i < 10; i++) {
                bot.ask("Do you give discounts to students of class " + i + "?");
            }
            bot.ask(QUESTION);
            Visitor visitor = visitor();
            Page page = visitor.open(bot.publicUrl() + "/console/").page();

            logIn(page, "Mei");
            assertThat(page.locator(".rows > li")).hasCount(11);
            triageTen(page);
            String id = writes(page);
            assertThat(visitor.accessibilityFaultsInLightAndDark()).as("a draft").isEmpty();
            enter(page, button(page, "Log out"));

            logIn(page, "Ann");
            tries(page);
            assertThat(visitor.accessibilityFaultsInLightAndDark()).as("tried").isEmpty();
            enter(page, button(page, "Approve"));
            assertThat(page.locator(".badges").first()).containsText("Approved");

            Visitor other = visitor(Visitor.desktop());
            Locator turn = other.open(bot.publicUrl() + "/?lang=en").inline().ask(QUESTION);
            assertThat(turn).containsText("Never, to nobody.");
            assertThat(turn).containsText("reviewed", new ContainsTextOptions().setIgnoreCase(true));

            String file = "en/privacy-policy.md";
            String changed = Files.readString(corpus.resolve(file)).replace("We do not sell, rent, or trade",
                    "We never sell, rent, or trade");
            publishes(page, changed);
            assertThat(visitor.accessibilityFaultsInLightAndDark()).as("published").isEmpty();
            assertThat(Files.readString(corpus.resolve(file))).isEqualTo(changed);
            Waiting.until("the correction is suspended",
                    () -> state(bot, admin, id).asText().equals("suspended"));
            enter(page, page.locator("nav a", new Page.LocatorOptions().setHasText("Corrections")));
            enter(page, page.locator(".rows a.question").first());
            assertThat(page.locator(".badges").first()).containsText("Suspended");
            assertThat(page.locator(".cards")).containsText("Changed since");
            assertThat(page.locator(".facts")).containsText("Answers given1");
            assertThat(visitor.accessibilityFaultsInLightAndDark()).as("suspended").isEmpty();
            assertThat(bot.ask(QUESTION).path("answer").asText()).contains("We never sell").doesNotContain("nobody");
        }
    }

    /** Labels the ten that got no answer, which are the newest but one, and marks them as reviewed. */
    private static void triageTen(Page page) {
        page.keyboard().press("j");
        page.keyboard().press("j");
        List<Locator> rows = page.locator(".rows > li").all().subList(1, 11);
        for (Locator row : rows) {
            assertThat(row.locator("a.question")).isFocused();
            page.keyboard().press("1");
            assertThat(row).containsText("Correct");
            page.keyboard().press("r");
            assertThat(row).containsText("Reviewed · Mei");
        }
    }

    /** Opens the answered one, and writes a correction from it. */
    private static String writes(Page page) {
        for (int i = 0; i < 11; i++) {
            page.keyboard().press("k");
        }
        Locator first = page.locator(".rows > li").first().locator("a.question");
        assertThat(first).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".asked")).containsText(QUESTION);
        page.keyboard().press("c");
        Locator answer = page.locator("main textarea").nth(1);
        tabTo(page, answer);
        assertThat(page.locator("main textarea").first()).hasValue(QUESTION);
        page.keyboard().type("Never, to nobody.");
        enter(page, button(page, "Keep as a draft"));
        assertThat(page.locator(".badges").first()).containsText("Draft");
        return page.url().replaceFirst(".*#corrections/", "");
    }

    /** Brings a changed document to the page, sees what it would do, and publishes it although versions disagree. */
    private static void publishes(Page page, String changed) {
        enter(page, page.locator("nav a", new Page.LocatorOptions().setHasText("Publish")));
        assertThat(page.locator("main")).containsText("No document is waiting.");
        enter(page, page.locator("main summary").first());
        tabTo(page, page.locator("main textarea"));
        page.keyboard().insertText(changed);
        enter(page, button(page, "Stage"));
        assertThat(page.locator("main del")).containsText("We do not sell");
        assertThat(page.locator("main ins")).containsText("We never sell");
        enter(page, button(page, "Check"));
        Locator result = page.locator("main section[aria-live]");
        assertThat(result).containsText("Quotes of past answers that no longer stand (2)");
        assertThat(result).containsText("Corrections that would be suspended (1)");
        assertThat(result.locator("details").last()).containsText("We never sell");
        if (page.locator("#despite").count() > 0) {
            tabTo(page, page.locator("#despite"));
            page.keyboard().press("Space");
        }
        enter(page, button(page, "Publish"));
        assertThat(page.locator("main")).containsText("No document is waiting.");
    }

    /** Finds the draft among the corrections, and tries it on past questions. */
    private static void tries(Page page) {
        enter(page, page.locator("nav a", new Page.LocatorOptions().setHasText("Corrections")));
        enter(page, page.locator(".rows a.question").first());
        enter(page, button(page, "Try it on past questions"));
        assertThat(page.locator("main [role=status]")).containsText("1 of 11 questions");
        assertThat(page.locator("main [role=status] table")).containsText(QUESTION);
    }
}
