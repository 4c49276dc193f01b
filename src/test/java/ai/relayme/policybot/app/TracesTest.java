package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spans go to the collector that is set, and say nothing of a person. */
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @Test
    void tellACollectorWhereTheTimeGoesAndNothingPersonal() throws Exception {
        try (MockWebServer collector = new MockWebServer(); FakeRelay relay = FakeRelay.start()) {
            for (int i = 0; i < 20; i++) {
                collector.enqueue(new MockResponse.Builder().build());
            }
            collector.start();
            relay.replies(Reply.says("We never sell your personal information to third parties. [1]"));
            ObjectNode answer;
            try (TestBot bot = TestBot.start("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url("/").toString(),
                    "RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none", "RELAY_MODEL",
                    "test-model")) {
                answer = TestBot
                        .json(bot.post("/ask", "{\"question\": \"Do you sell my data, qzxquestion?\"}", "traceparent",
                                "00-" + TRACE + "-" + CALLER + "-01"));
                assertThat(answer.path("mode").asText()).isEqualTo("relay");
                assertThat(bot.get("/documents?qzxquery=1", "traceparent", "nonsense").statusCode()).isEqualTo(200);
                assertThat(bot.post("/handoffs",
                        "{\"email\": \"qzxaddress@example.com\", \"message\": \"qzxmessage\"}").statusCode())
                        .isEqualTo(202);
                while (bot.metric("policybot_mail_attempts_total", "result=\"kept\"") == 0) {
                    LockSupport.parkNanos(10_000_000);
                }
            }
            String sent = sent(collector);
            // names and ids lie in a protobuf message as they are
            assertThat(sent).contains("policybot", "POST /ask", "http.route", "intent", "retrieval", "relay", "gates",
                    "storing", "chat test-model", "gen_ai.request.model", "gen_ai.usage.input_tokens", "GET /documents",
                    "POST /handoffs", "mail", "req_").contains(bytes(TRACE), bytes(CALLER))
                    .doesNotContain("qzx", "127.0.0.1", "never sell", answer.path("conversation_id").asText(),
                            answer.path("conversation_token").asText());
        }
    }

    /** Everything that the collector got, a character for each byte. */
    private static String sent(MockWebServer collector) throws InterruptedException {
        StringBuilder sent = new StringBuilder();
        for (RecordedRequest request = next(collector); request != null; request = next(collector)) {
            assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/traces");
            assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-protobuf");
            sent.append(
                    new String(Objects.requireNonNull(request.getBody()).toByteArray(), StandardCharsets.ISO_8859_1));
        }
        return sent.toString();
    }

    private static @Nullable RecordedRequest next(MockWebServer collector) throws InterruptedException {
        // the bot is closed: whatever it sends has come
        return collector.takeRequest(0, TimeUnit.SECONDS);
    }

    private static String bytes(String hex) {
        return new String(java.util.HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
