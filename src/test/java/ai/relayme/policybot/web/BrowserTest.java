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

/** Tests in a shared browser. After each, the pages it saw must not have complained of anything. */
@ExtendWith(SharedBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {
    private final List<Visitor> visitors = new ArrayList<>();
    private Browser browser;
    private TestBot bot;

    @BeforeAll
    void shareBrowser(Browser browser, TestBot bot) {
        this.browser = browser;
        this.bot = bot;
    }

    /** The bot that all tests share. */
    TestBot bot() {
        return bot;
    }

    /** Somebody with an English browser on a desktop. */
    Visitor visitor() {
        return visitor(Visitor.desktop());
    }

    /** Somebody with that kind of browser. */
    Visitor visitor(NewContextOptions kind) {
        Visitor visitor = new Visitor(browser.newContext(kind));
        visitors.add(visitor);
        return visitor;
    }

    @AfterEach
    void leave() {
        List<String> complaints = visitors.stream().flatMap(visitor -> visitor.complaints().stream()).toList();
        visitors.forEach(Visitor::close);
        visitors.clear();
        assertThat(complaints).as("errors and warnings in the console").isEmpty();
    }
}
