package ai.relayme.policybot.app;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share one bot with the settings it has by default, in quote mode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BotTest {
    /** Runs from before the first test until after the last. */
    protected TestBot bot;

    @BeforeAll
    void startBot() {
        bot = TestBot.start();
    }

    @AfterAll
    void stopBot() {
        bot.close();
    }
}
