package ai.relayme.policybot.http.console;

import java.util.List;

class SqliteCorrectionTest extends CorrectionContract {
    SqliteCorrectionTest() {
        super(List.of());
    }
}
