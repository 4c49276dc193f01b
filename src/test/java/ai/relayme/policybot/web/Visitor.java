package ai.relayme.policybot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Somebody with a fresh browser profile and one page. */
final class Visitor implements AutoCloseable {
    static final double PATIENCE_MILLIS = 15_000;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;
    private static final double COARSE = 0.4;
    private static final List<String> STANDARDS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice");
    private static final String FOCUSED = """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at ? at.classList[0] || at.tagName.toLowerCase() : '';
            }""";
    private static final String REST = """
            () => Promise.all(document.getAnimations({ subtree: true })
              .filter((one) => one.effect.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => 0)))""";
    /** What depends on colours; everything else is the same in the dark. */
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");
    /** What depends on words; everything else is the same in another language. */
    private static final List<String> WORDS = List.of("aria-command-name", "aria-dialog-name", "aria-input-field-name",
            "aria-toggle-field-name", "button-name", "document-title", "empty-heading", "empty-table-header",
            "html-has-lang", "html-lang-valid", "input-button-name", "label", "link-name", "select-name",
            "summary-name", "svg-img-alt", "valid-lang");
    private static final String AXE = """
            async ([type, values]) => {
              const options = { resultTypes: ['violations'], iframes: false, runOnly: { type, values } };
              const { violations } = await axe.run(document, options);
              return violations.flatMap((rule) => rule.nodes.map((node) =>
                `${rule.id} at ${node.target.flat().join(' ')}: ${node.failureSummary}`));
            }""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onConsoleMessage(message -> {
            // that a reply was an error is the network's news, and tests cause it; everything else is a fault of the page
            if (List.of("error", "warning").contains(message.type())
                    && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onRequest(request -> requests.add(request.url()));
        page = context.newPage();
    }

    /** Whose browser keeps pictures still: a spinner that is drawn sixty times a second takes half a core from what it waits for. */
    static NewContextOptions desktop() {
        return still().setViewportSize(WIDTH, HEIGHT)
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    static NewContextOptions phone() {
        return still().setViewportSize(360, 740).setHasTouch(true).setIsMobile(true);
    }

    private static NewContextOptions still() {
        // nobody looks at the dots, and without a graphics card each is worked out
        return new NewContextOptions().setLocale("en-US").setDeviceScaleFactor(COARSE)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Visitor open(String url) {
        page.navigate(url);
        return this;
    }

    /** Logs in to that bot's console by the cookies of a session. */
    Visitor loggedIn(String url, String cookies) {
        context.addCookies(Stream.of(cookies.split("; ", -1)).map(cookie -> cookie.split("=", 2))
                .map(cookie -> new Cookie(cookie[0], cookie[1]).setUrl(url)).toList());
        return this;
    }

    /** The assistant that stands in the page. */
    Assistant inline() {
        return new Assistant(page.locator("relayme-chat[mode=inline]"));
    }

    /** The assistant behind the button in the corner, which the start page shows further down; it is opened. */
    Assistant launcher() {
        page.evaluate("() => scrollTo(0, document.body.scrollHeight)");
        Assistant assistant = new Assistant(page.locator("relayme-chat[mode=launcher]"));
        assistant.find(".launcher").click();
        return assistant;
    }

    /** What has the keyboard, by its first class or else its tag. */
    String focused() {
        return (String) page.evaluate(FOCUSED);
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** Presses the tab key until that has the keyboard. */
    void tabTo(String focused) {
        for (int i = 0; i < 60; i++) {
            press("Tab");
            if (focused().equals(focused)) {
                return;
            }
        }
        throw new AssertionError("the tab key does not lead to " + focused);
    }

    /** A line to the browser itself, for what no page can do. */
    CDPSession devTools() {
        return context.newCDPSession(page);
    }

    /** What the axe rules have against the page as it stands. */
    List<String> accessibilityFaults() {
        return faults("tag", STANDARDS);
    }

    private List<String> faults(String type, List<String> values) {
        page.evaluate(REST);
        if (page.evaluate("() => 'axe' in window").equals(false)) {
            // the page's policy keeps scripts out, so the browser itself is asked to run this one
            JsonObject script = new JsonObject();
            script.addProperty("expression", AxeBuilder.getAxeScript());
            devTools().send("Runtime.evaluate", script);
        }
        return ((List<?>) page.evaluate(AXE, List.of(type, values))).stream().map(String::valueOf).toList();
    }

    /** The same as far as the page's language makes a difference, for pages that were looked at in another one. */
    List<String> accessibilityFaultsOfWords() {
        return faults("rule", WORDS);
    }

    /** What the axe rules have against it in the dark and in the light. */
    List<String> accessibilityFaultsInLightAndDark() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        List<String> faults = new ArrayList<>();
        faults("rule", COLOURS).forEach(fault -> faults.add("in the dark: " + fault));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        faults.addAll(accessibilityFaults());
        return faults;
    }

    /** Addresses that were asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many entries the browser keeps for the page. */
    int stored() {
        int entries = (Integer) page.evaluate("() => sessionStorage.length + localStorage.length");
        return entries + context.cookies().size();
    }

    /** Errors and warnings of the console, violations of a content security policy among them. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Leaves the page, and keeps nothing of it. */
    void forgetEverything() {
        page.unrouteAll();
        context.setOffline(false);
        page.evaluate(
                "() => { try { sessionStorage.clear(); localStorage.clear(); } catch { /* a page without storage */ } }");
        context.clearCookies();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(null).setForcedColors(null)
                .setReducedMotion(null));
        page.setViewportSize(WIDTH, HEIGHT);
        page.navigate("about:blank");
        context.pages().stream().filter(other -> !other.equals(page)).forEach(Page::close);
        complaints.clear();
        requests.clear();
    }

    /** Complaints with those words are what the test is about. */
    void forgive(String words) {
        assertThat(complaints).anyMatch(complaint -> complaint.contains(words));
        complaints.removeIf(complaint -> complaint.contains(words));
    }

    @Override
    public void close() {
        context.close();
    }
}
