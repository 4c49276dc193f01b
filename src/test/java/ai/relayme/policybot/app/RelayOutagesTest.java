package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole bot with a relay that cannot be reached, that is dead for long, or that nobody waits for. */
@Tag("long")
class RelayOutagesTest {
    private static final String KEY = "sk-secret-0123456789";
    private static final String QUESTION = "Do you sell my personal data?";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void seesNoKeyInTheLog() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("0123456789") || line.contains(QUESTION));
    }

    private static TestBot bot(URI relay, String... settings) {
        List<String> all = new ArrayList<>(List.of("RELAY_BASE_URL", relay.toString(), "RELAY_API_KEY", KEY,
                "RELAY_MODEL", "test-model"));
        all.addAll(List.of(settings));
        return TestBot.start(all.toArray(String[]::new));
    }

    private static JsonNode trace(TestBot bot, JsonNode answer) {
        return TestBot.json(bot.stored(answer.path("id").asText(), "trace_json"));
    }

    private static void assertQuoted(TestBot bot, String reason) {
        ObjectNode answer = bot.ask(QUESTION);
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("mode").asText()).isEqualTo("quote");
        assertThat(trace(bot, answer).path("relay_failure").asText()).isEqualTo(reason);
    }

    private static URI deadRelay() {
        FakeRelay gone = FakeRelay.start();
        gone.close();
        return gone.baseUrl();
    }

    @Test
    void quotesWhereNobodyListensAndTriesOnceMore() {
        try (TestBot bot = bot(deadRelay())) {
            assertQuoted(bot, "UNREACHABLE");
            assertThat(bot.metric("policybot_relay_retries_total")).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("model=test-model reason=UNREACHABLE"));
        }
    }

    @Test
    void quotesWhereTheNameLeadsNowhere() {
        try (TestBot bot = bot(URI.create("http://relay.invalid/v1"))) {
            assertQuoted(bot, "UNREACHABLE");
        }
    }

    @Test
    void sendsNothingToARelayWhoseCertificateProvesNothing() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
        try (MockWebServer impostor = new MockWebServer()) {
            impostor.useHttps(new HandshakeCertificates.Builder().heldCertificate(certificate).build()
                    .sslSocketFactory());
            impostor.start();
            try (TestBot bot = bot(impostor.url("/v1").uri())) {
                assertQuoted(bot, "CERTIFICATE");
                assertQuoted(bot, "CERTIFICATE");
            }
            assertThat(impostor.getRequestCount()).isZero();
        }
        assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR") && line.contains("relay needs you"))
                .singleElement().asString().contains("certificate");
    }

    @Test
    void stopsCallingADeadRelayAndFindsItAgainByProbes() throws Exception {
        AtomicInteger dead = new AtomicInteger(1);
        try (FakeRelay relay = FakeRelay.start(0,
                request -> dead.get() == 1 ? Reply.of(503, "text/plain", "") : FakeRelay.quote(request));
                TestBot bot = bot(relay.baseUrl())) {
            for (int i = 0; i < 10; i++) {
                assertThat(bot.ask(QUESTION).path("mode").asText()).isEqualTo("quote");
            }
            assertThat(relay.waitingRequests()).isLessThanOrEqualTo(10);
            assertQuoted(bot, "CIRCUIT_OPEN");
            assertThat(bot.metric("policybot_relay_circuit_open", "model=\"test-model\"")).isEqualTo(1);
            JsonNode health = TestBot.json(bot.get("/health/ready"));
            assertThat(health.path("status").asText()).isEqualTo("ready");
            assertThat(health.path("mode").asText()).isEqualTo("quote");
            assertThat(log.lines()).anyMatch(line -> line.contains("relay circuit open: model=test-model"));

            dead.set(0);
            Waiting.until("the relay is called again",
                    () -> TestBot.json(bot.get("/health/ready")).path("mode").asText().equals("relay"));
            assertThat(bot.ask(QUESTION).path("mode").asText()).isEqualTo("relay");
            assertThat(log.lines()).anyMatch(line -> line.contains("relay circuit closed: model=test-model"));
        }
    }

    @Test
    void callsNoMoreOnceTheQuotaIsUsedUp() {
        try (FakeRelay relay = FakeRelay.start(0, _ -> Reply.of(429, "application/json",
                "{\"error\":{\"code\":\"insufficient_quota\"}}")); TestBot bot = bot(relay.baseUrl())) {
            assertQuoted(bot, "QUOTA_EXHAUSTED");
            assertQuoted(bot, "CIRCUIT_OPEN");
            assertThat(relay.waitingRequests()).isEqualTo(1);
        }
        assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR") && line.contains("QUOTA_EXHAUSTED"));
    }

    @Test
    void quotesOnceTheDaysTokensAreUsedUp() throws Exception {
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = bot(relay.baseUrl(), "RELAY_TOKEN_BUDGET", "30",
                        "RELAY_PRICES", "test-model=1/10")) {
            for (int i = 0; i < 2; i++) {
                ObjectNode answer = bot.ask(QUESTION);
                assertThat(answer.path("mode").asText()).isEqualTo("relay");
                JsonNode trace = trace(bot, answer);
                assertThat(trace.path("input_tokens").asInt()).isEqualTo(11);
                assertThat(trace.path("output_tokens").asInt()).isEqualTo(7);
                assertThat(trace.path("cost").decimalValue()).isEqualByComparingTo("0.000081");
                assertThat(trace.path("first_segment_micros").asLong()).isPositive();
                assertThat(trace.path("sentences").path("supported").asInt()).isPositive();
            }
            assertQuoted(bot, "BUDGET_USED_UP");
            assertThat(TestBot.json(bot.get("/health/ready")).path("mode").asText()).isEqualTo("quote");
            assertThat(bot.metric("policybot_relay_tokens_total", "direction=\"input\"")).isEqualTo(22);
            assertThat(relay.waitingRequests()).isEqualTo(2);
        }
    }

    @Test
    void quotesForThoseWhoFindNoPlaceInTheQueue() throws Exception {
        try (FakeRelay relay = FakeRelay.start(0, _ -> Reply.silence());
                TestBot bot = bot(relay.baseUrl(), "RELAY_CONCURRENCY", "1", "RELAY_TIMEOUT", "PT4S");
                ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ObjectNode>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(visitors.submit(() -> bot.ask(QUESTION)));
            }
            for (Future<ObjectNode> answer : answers) {
                assertThat(answer.get().path("mode").asText()).isEqualTo("quote");
            }
            assertThat(bot.metric("policybot_relay_quoted_total", "reason=\"busy\"")).isBetween(2.0, 3.0);
            assertThat(bot.metric("policybot_relay_running")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void hangsUpOnTheRelayWhenTheVisitorHangsUp(String accept) throws Exception {
        try (FakeRelay relay = FakeRelay.start(0, _ -> Reply.begins("We do").ending(Ending.STALL));
                TestBot bot = bot(relay.baseUrl(), "RELAY_TIMEOUT", "PT10M")) {
            byte[] body = TestBot.question(QUESTION).toString().getBytes(StandardCharsets.UTF_8);
            try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
                OutputStream out = visitor.getOutputStream();
                out.write(
                        ("POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: " + accept
                                + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
                relay.takeRequest();
            }
            // sooner than the fifteen seconds after which the bot would have given up by itself
            relay.awaitHangUp();
            Waiting.until("the answer is kept", () -> bot.rows().getOrDefault("answer", 0) > 0);
            assertThat(bot.metric("policybot_relay_quoted_total", "reason=\"cancelled\"")).isEqualTo(1);
        }
    }

    @Test
    void answersAVisitorWhoSendsTheNextRequestAtOnce() throws Exception {
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = bot(relay.baseUrl());
                Socket visitor = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
            byte[] body = TestBot.question(QUESTION).toString().getBytes(StandardCharsets.UTF_8);
            byte[] head = ("POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 3; i++) {
                visitor.getOutputStream().write(head);
                visitor.getOutputStream().write(body);
                visitor.getOutputStream().flush();
                if (i == 0) {
                    relay.takeRequest();
                }
            }
            visitor.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String replies = new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(replies.split("HTTP/1.1 200", -1)).hasSize(5);
            assertThat(replies).doesNotContain("\"mode\":\"quote\"").contains("\"live\"");
        }
    }

    @Test
    void makesAFollowUpQuestionSelfContainedByTheModel() throws Exception {
        try (FakeRelay relay = FakeRelay.start(); TestBot bot = bot(relay.baseUrl())) {
            ObjectNode first = bot.ask(QUESTION);
            relay.takeRequest();
            relay.replies(Reply.says("Do you rent my personal data to third parties?"));
            ObjectNode second = bot.goOn(first, "And rent it?");
            assertThat(relay.takeRequest().prompt()).contains("<earlier-question>" + QUESTION);
            assertThat(second.path("outcome").asText()).isEqualTo("answered");
            JsonNode trace = trace(bot, second);
            assertThat(trace.path("rewritten").asText()).isEqualTo("Do you rent my personal data to third parties?");
            assertThat(trace.path("query").asText()).isEqualTo(trace.path("rewritten").asText());
            assertThat(trace.path("calls").findValuesAsText("purpose")).containsExactly("REWRITING", "ANSWER");

            relay.replies(Reply.of(500, "text/plain", ""));
            ObjectNode third = bot.goOn(second, "And trade it?");
            assertThat(trace(bot, third).has("rewritten")).isFalse();
            assertThat(trace(bot, third).path("earlier").asText()).isEqualTo("And rent it?");
        }
    }

    @Test
    void spendsAtMostATenthOnRetriesWhereEverySecondCallFails() {
        AtomicInteger calls = new AtomicInteger();
        try (FakeRelay relay = FakeRelay.start(0, request -> calls.incrementAndGet() % 2 == 0
                ? Reply.of(503, "text/plain", "")
                : FakeRelay.quote(request)); TestBot bot = bot(relay.baseUrl())) {
            Map<String, Integer> modes = new TreeMap<>();
            for (int i = 0; i < 100; i++) {
                modes.merge(bot.ask(QUESTION).path("mode").asText(), 1, Integer::sum);
            }
            assertThat(modes.keySet()).contains("relay");
            assertThat(bot.metric("policybot_relay_retries_total")).isLessThanOrEqualTo(3 + calls.get() / 10.0);
        }
    }
}
