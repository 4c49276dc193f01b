package ai.relayme.policybot.http.console;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedPostgres.class)
class PostgresCorrectionTest extends CorrectionContract {
    PostgresCorrectionTest(TestPostgres postgres) {
        super(List.of("DATABASE_URL", postgres.freshUrl()));
    }

    @Test
    void anotherNodeServesWhatIsApprovedHere() {
        String question = "Does another node know of this?";
        try (TestBot other = start("CORPUS_DIR", corpus().toString())) {
            other.ask(question);
            approved(question, "It does.", "en", "privacy-policy:3.1");
            Waiting.until("the other node serves it", () -> other.ask(question).path("segments").path(0)
                    .path("provenance").asText().equals("reviewed_answer"));
        }
    }
}
