package ai.relayme.policybot.http.console;

import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
class PostgresConsoleTest extends ConsoleContract {
    PostgresConsoleTest(TestPostgres postgres) {
        super(List.of("DATABASE_URL", postgres.freshUrl()));
    }
}
