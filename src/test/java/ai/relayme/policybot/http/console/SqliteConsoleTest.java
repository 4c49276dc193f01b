package ai.relayme.policybot.http.console;

import java.util.List;

class SqliteConsoleTest extends ConsoleContract {
    SqliteConsoleTest() {
        super(List.of());
    }
}
