package ai.relayme.policybot.outbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest extends OutboxContract {
    @TempDir
    private Path data = Path.of("");

    @Override
    String freshUrl() {
        return "jdbc:sqlite:" + data.resolve("test.db");
    }

    @Override
    String longAgo() {
        return "1000";
    }

    @Override
    String no() {
        return "0";
    }
}
