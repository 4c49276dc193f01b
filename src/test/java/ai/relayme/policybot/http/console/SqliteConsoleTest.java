package ai.relayme.policybot.http.console;

import ai.relayme.policybot.app.TestBot;

class SqliteConsoleTest extends ConsoleContract {
    @Override
    TestBot start(String... settings) {
        return TestBot.start(settings);
    }
}
