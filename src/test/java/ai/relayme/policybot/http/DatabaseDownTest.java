package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.store.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away while the bot serves. */
@Tag("long")
class DatabaseDownTest {
    private static final String QUESTION = "{\"question\": \"Do you sell my personal data?\"}";

    /** How long a bot may take to find its database again. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void asksCallersToTryAgainStaysLiveAndGoesOnOnceItIsBack() throws Exception {
        TestPostgres postgres = TestPostgres.start(folder.resolve("pg"), 0);
        int port = postgres.port();
        try (TestBot bot = TestBot.start("DATABASE_URL", postgres.freshUrl());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(bot.ask("hello").path("outcome").asText()).isEqualTo("smalltalk");
            postgres.close();
            // each waits some seconds for the database, so they wait together
            Future<HttpResponse<String>> asked = callers.submit(() -> bot.post("/ask", QUESTION));
            Future<HttpResponse<String>> streamed = callers
                    .submit(() -> bot.post("/ask", QUESTION, "Accept", "text/event-stream"));
            Future<HttpResponse<String>> ready = callers.submit(() -> bot.get("/health/ready"));

            assertThat(bot.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(bot.post("/search", QUESTION).statusCode()).isEqualTo(200);
            assertProblem(asked.get(), 503);
            assertThat(asked.get().headers().firstValue("Retry-After")).contains("5");
            assertThat(streamed.get().body()).startsWith("event: start\n").contains("event: error\n", "\"status\":503")
                    .doesNotContain("event: done", "Exception", "postgres");
            assertThat(ready.get().statusCode()).isEqualTo(503);
            assertThat(bot.metric("policybot_store_up")).isZero();
            assertThat(ready.get().body()).doesNotContain("Exception", "postgres", "127.0.0.1");

            try (TestPostgres _ = TestPostgres.start(folder.resolve("pg"), port)) {
                long back = System.nanoTime();
                while (bot.post("/ask", QUESTION).statusCode() != 200) {
                    assertThat(System.nanoTime() - back).isLessThan(BACK_WITHIN.toNanos());
                }
                assertThat(bot.get("/health/ready").statusCode()).isEqualTo(200);
                assertThat(bot.rows()).as("what was refused was not kept").containsEntry("answer", 2);
            }
        }
    }
}
