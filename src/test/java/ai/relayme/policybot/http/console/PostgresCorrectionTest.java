package ai.relayme.policybot.http.console;

import ai.relayme.policybot.app.TestBot;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresCorrectionTest extends CorrectionContract {
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

    @Test
    void anotherNodeServesWhatIsApprovedHere() {
        String question = "Does another node know of this?";
        try (TestBot other = start("CORPUS_DIR", corpus().toString())) {
            other.ask(question);
            approved(question, "It does.", "en", "privacy-policy:3.1");
            while (!other.ask(question).path("segments").path(0).path("provenance").asText()
                    .equals("reviewed_answer")) {
                Thread.onSpinWait();
            }
        }
    }
}
