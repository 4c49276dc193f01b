package ai.relayme.policybot.http.console;

import ai.relayme.policybot.app.TestBot;

class SqliteCorrectionTest extends CorrectionContract {
    @Override
    TestBot start(String... settings) {
        return TestBot.start(settings);
    }
}
