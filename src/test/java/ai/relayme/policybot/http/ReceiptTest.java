package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptTest {
    @TempDir
    private Path corpus = Path.of("");

    private void publish(String version, String days) throws IOException {
        Files.createDirectories(corpus.resolve("en"));
        Files.writeString(corpus.resolve("en/terms.md"), """
                ---
                title: Terms
                version: %s
                url: https://example.com/
                status: official
                prevails: en
                ---

                # Terms

                ## 1. Refunds

                We refund unused credit within %s days of a request.
                """.formatted(version, days));
    }

    @Test
    void saysWhatWasAnsweredFromWhichVersionAndWhetherItStillStands() throws Exception {
        publish("2026-01-01", "14");
        try (TestBot bot = TestBot.start("CORPUS_DIR", corpus.toString())) {
            ObjectNode answer = bot.ask("How many days does a refund of unused credit take?");
            assertThat(answer.path("outcome").asText()).as(answer.toString()).isEqualTo("answered");
            String path = "/answers/" + answer.path("id").asText();
            ObjectNode receipt = TestBot.json(bot.get(path));
            assertThat(receipt.path("answer")).isEqualTo(answer.path("answer"));
            assertThat(receipt.path("documents").path(0).path("version").asText()).isEqualTo("2026-01-01");
            assertThat(receipt.path("documents").path(0).path("digest"))
                    .isEqualTo(answer.path("citations").path(0).path("digest"));
            assertThat(receipt.has("verification")).isFalse();
            assertThat(receipt.has("conversation_token")).isFalse();
            assertThat(receipt.has("question")).isFalse();
            assertThat(TestBot.json(bot.get(path + "?verify=true")).path("verification").path("stands").asBoolean())
                    .isTrue();

            publish("2026-02-02", "30");
            JsonNode verification = await(bot, path);
            assertThat(verification.path("stands").asBoolean()).isFalse();
            JsonNode quote = verification.path("quotes").path(0);
            assertThat(quote.path("stands").asBoolean(true)).isFalse();
            assertThat(quote.path("version").asText()).isEqualTo("2026-02-02");
            assertThat(quote.path("text").asText()).contains("30 days");
            assertThat(TestBot.json(bot.get(path)).path("documents").path(0).path("version").asText())
                    .isEqualTo("2026-01-01");
            assertThat(bot.get(path + "?verify=perhaps").statusCode()).isEqualTo(400);
        }
    }

    /** The verification once the new corpus is taken up. */
    private static JsonNode await(TestBot bot, String path) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode verification = TestBot.json(bot.get(path + "?verify=true")).path("verification");
        while (verification.path("stands").asBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
            verification = TestBot.json(bot.get(path + "?verify=true")).path("verification");
        }
        return verification;
    }
}
