package ai.relayme.policybot.http.console;

import ai.relayme.policybot.app.TestBot;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class PostgresConsoleTest extends ConsoleContract {
    private final EmbeddedPostgres postgres = startPostgres();

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    @Override
    TestBot start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres")));
        return TestBot.start(all.toArray(String[]::new));
    }

    @AfterAll
    void stopPostgres() throws IOException {
        postgres.close();
    }
}
