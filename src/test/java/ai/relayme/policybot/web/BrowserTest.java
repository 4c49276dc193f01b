package ai.relayme.policybot.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests in a shared browser, one class after the other: a page is drawn by several processes, and two pages at a time leave
 * nothing for the tests beside them. After each test, the pages it saw must not have complained of anything.
 */
@ExtendWith(SharedBrowser.class)
@ResourceLock("the browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
    private final List<Visitor> visitors = new ArrayList<>();
    private Browser browser;
    /** Serves one test after the other: a new browser profile takes longer than most tests. */
    private Visitor regular;
    private TestBot bot;

    @BeforeAll
    void shareBrowser(Browser browser, Visitor regular, TestBot bot) {
        this.browser = browser;
        this.regular = regular;
        this.bot = bot;
    }

    /** The bot that all tests share. */
    TestBot bot() {
        return bot;
    }

    /** Somebody with an English browser on a desktop, in which nothing is kept. The same for a whole test. */
    Visitor visitor() {
        return regular;
    }

    /** Somebody with that kind of browser, and a profile that nobody else will have. */
    Visitor visitor(NewContextOptions kind) {
        Visitor visitor = new Visitor(browser.newContext(kind));
        visitors.add(visitor);
        return visitor;
    }

    @AfterEach
    void leave() {
        List<String> complaints = new ArrayList<>(regular.complaints());
        regular.forgetEverything();
        visitors.forEach(visitor -> complaints.addAll(visitor.complaints()));
        visitors.forEach(Visitor::close);
        visitors.clear();
        assertThat(complaints).as("errors and warnings in the console").isEmpty();
    }
}
