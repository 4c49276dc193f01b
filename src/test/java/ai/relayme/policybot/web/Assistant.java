package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

/** One assistant on a page, as a visitor uses it. */
final class Assistant {
    private final Locator root;

    Assistant(Locator root) {
        this.root = root;
    }

    Locator root() {
        return root;
    }

    Locator find(String selector) {
        return root.locator(selector);
    }

    Locator composer() {
        return find("textarea");
    }

    Locator turns() {
        return find(".turn");
    }

    /** Puts a question and waits for what comes of it, which is the turn that it gives. */
    Locator ask(String question) {
        send(question);
        return settled();
    }

    /** Types a question and sends it. */
    void send(String question) {
        composer().fill(question);
        composer().press("Enter");
    }

    /** The last turn, once nothing more comes. */
    Locator settled() {
        Locator turn = turns().last();
        assertThat(turn).hasAttribute("data-whole", "");
        return turn;
    }

    Locator drawer() {
        return find(".drawer");
    }
}
