package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.Base64;
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
    void isFoundByAnIdThatNoOtherIdTells() {
        try (TestBot bot = TestBot.start()) {
            ObjectNode answer = bot.ask("hello");
            String time = answer.path("id").asText().substring("ans_".length(), 14);
            String conversation = answer.path("conversation_id").asText();
            assertThat(conversation).startsWith("cnv_" + time);
            // 16 characters of chance: 12 of them alike in two ids is no chance
            assertThat(answer.path("id").asText().substring(14, 26)).isNotEqualTo(conversation.substring(14, 26));
        }
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
            assertSigned(bot, receipt);
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

    /** Checks the signature as somebody would who has JDK and RFCs, and none of the bot's code. */
    private static void assertSigned(TestBot bot, ObjectNode receipt) throws Exception {
        ObjectNode key = (ObjectNode) TestBot.json(bot.get("/.well-known/policybot-keys.json")).path("keys").path(0);
        String[] parts = receipt.path("jws").asText().split("\\.", -1);
        Base64.Decoder base64 = Base64.getUrlDecoder();
        assertThat(TestBot.json(new String(base64.decode(parts[0]), StandardCharsets.UTF_8)).path("kid"))
                .isEqualTo(key.path("kid"));
        byte[] point = base64.decode(key.path("x").asText());
        boolean odd = point[point.length - 1] < 0;
        point[point.length - 1] &= 0x7F;
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, reversed(point))))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(base64.decode(parts[2]))).isTrue();
        ObjectNode payload = TestBot.json(new String(base64.decode(parts[1]), StandardCharsets.UTF_8));
        assertThat(payload).isEqualTo(receipt.deepCopy().without("jws"));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** The verification once the new corpus is taken up. */
    private static JsonNode await(TestBot bot, String path) {
        Waiting.until("the receipt is held against the new corpus",
                () -> !verification(bot, path).path("stands").asBoolean());
        return verification(bot, path);
    }

    private static JsonNode verification(TestBot bot, String path) {
        return TestBot.json(bot.get(path + "?verify=true")).path("verification");
    }
}
