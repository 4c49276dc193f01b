package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @Test
    void isLiveAndReadyInQuoteModeWithoutARelay() {
        try (TestBot bot = TestBot.start()) {
            HttpResponse<String> live = bot.get("/health/live");
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.headers().firstValue("Cache-Control")).contains("no-store");
            HttpResponse<String> ready = bot.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            ObjectNode json = TestBot.json(ready);
            assertThat(json.path("status").asText()).isEqualTo("ready");
            assertThat(json.path("mode").asText()).isEqualTo("quote");
            assertThat(json.path("corpus_version").asText()).matches("[0-9a-f]{12}");
        }
    }

    @Test
    void isReadyWhateverBecomesOfTheRelay() {
        // nothing listens on the discard port
        try (TestBot bot = TestBot.start("RELAY_BASE_URL", "http://127.0.0.1:9/v1", "RELAY_API_KEY", "sk-1",
                "RELAY_MODEL", "m")) {
            ObjectNode answer = bot.ask("Do you sell my personal data?");
            assertThat(answer.path("mode").asText()).isEqualTo("quote");
            assertThat(answer.path("outcome").asText()).isEqualTo("answered");
            assertThat(bot.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyWhereTheDatabaseFileWasRemovedOrReplaced(@TempDir Path data) throws IOException {
        Path file = data.resolve("policybot.db");
        Path aside = data.resolve("aside.db");
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL", "jdbc:sqlite:" + file)) {
            assertThat(bot.get("/health/ready").statusCode()).isEqualTo(200);
            Files.move(file, aside);
            HttpResponse<String> removed = bot.get("/health/ready");
            assertThat(removed.statusCode()).isEqualTo(503);
            assertThat(TestBot.json(removed).path("store").asText()).isEqualTo("down");
            // a connection that is opened meanwhile makes an empty one there
            Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(bot.get("/health/ready").statusCode()).isEqualTo(503);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(bot.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countsAnswersForPrometheusWithoutAWordOfThem() {
        try (TestBot bot = TestBot.start()) {
            bot.ask("Do you sell my personal data?");
            bot.stream("Do you sell my personal data?");
            HttpResponse<String> metrics = bot.get("/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type")).hasValueSatisfying(
                    type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(metrics.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(metrics.body()).doesNotContain("sell");
            assertThat(bot.metric("policybot_answer_seconds_count", "mode=\"quote\"", "outcome=\"answered\""))
                    .isEqualTo(2);
            assertThat(bot.metric("policybot_first_segment_seconds_count")).isEqualTo(2);
            assertThat(bot.metric("jvm_memory_used_bytes")).isPositive();
        }
    }
}
