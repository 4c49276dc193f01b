package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.SseEvent;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are sent twice because a connection broke, and streams that are taken up again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedQuestionTest {
    private static final String SELL = "{\"question\": \"Do you sell my personal data?\"}";
    private static final String SENTENCE = "We never sell your personal information to third parties.";

    private FakeRelay relay;
    private TestBot bot;
    private TestBot quoting;

    @BeforeAll
    void start() {
        relay = FakeRelay.start();
        bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none", "RELAY_MODEL",
                "test",
                "RELAY_TIMEOUT", "PT4S");
        quoting = TestBot.start();
    }

    @AfterAll
    void stop() {
        bot.close();
        quoting.close();
        relay.close();
    }

    private static Reply stalled() {
        return Reply.begins("We never sell your personal", " information to third parties. [1]\n").ending(Ending.STALL);
    }

    @Test
    void getTheSameAnswerInAnyFormAndAreKeptOnce() {
        ObjectNode first = TestBot.json(quoting.post("/ask", SELL, "Idempotency-Key", "k-1"));
        Map<String, Integer> kept = quoting.rows();
        HttpResponse<String> second = quoting.post("/ask", SELL, "Idempotency-Key", "k-1");
        assertThat(TestBot.json(second)).isEqualTo(first);
        assertThat(second.headers().firstValue("Content-Language")).contains("en");
        assertThat(quoting.post("/ask", SELL, "Idempotency-Key", "k-1", "Accept", "text/plain").body())
                .startsWith(first.path("answer").asText()).contains("privacy-policy:3.1");
        List<SseEvent> events = SseEvent
                .parse(quoting.post("/ask", SELL, "Idempotency-Key", "k-1", "Accept", "text/event-stream").body());
        assertThat(events.getLast().data()).isEqualTo(first);
        assertThat(quoting.rows()).isEqualTo(kept);
        // the token that came with the repeated answer goes on with the conversation
        ObjectNode next = quoting.goOn(TestBot.json(second), "And rent it?");
        assertThat(next.path("conversation_id")).isEqualTo(first.path("conversation_id"));
    }

    @Test
    void areRefusedWithAnotherBodyAndAnsweredWithAnotherKeyOrCaller() {
        ObjectNode first = TestBot.json(quoting.post("/ask", SELL, "Idempotency-Key", "k-2"));
        assertProblem(quoting.post("/ask", "{\"question\": \"hello\"}", "Idempotency-Key", "k-2"), 422);
        for (String[] other : new String[][]{{"Idempotency-Key", "k-3"},
                {"Idempotency-Key", "k-2", "Authorization", "Bearer " + quoting.apiKey("other")}}) {
            assertThat(TestBot.json(quoting.post("/ask", SELL, other)).path("id")).isNotEqualTo(first.path("id"));
        }
        assertProblem(quoting.post("/ask", SELL, "Idempotency-Key", "k y"), 400);
        assertProblem(quoting.post("/ask", SELL, "Idempotency-Key", "k".repeat(256)), 400);
    }

    @Test
    void areNotAnsweredTwiceAtOnce() throws Exception {
        relay.replies(stalled());
        HttpResponse<Stream<String>> first = bot.stream(bot
                .request("/ask", "Accept", "text/event-stream", "Idempotency-Key", "k-4", "Content-Type",
                        "application/json")
                .POST(BodyPublishers.ofString(SELL)));
        Iterator<String> lines = first.body().iterator();
        assertThat(lines.next()).isEqualTo("event: start");
        HttpResponse<String> second = bot.post("/ask", SELL, "Idempotency-Key", "k-4");
        assertProblem(second, 409);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        assertThat(rest).contains("event: done");
        ObjectNode third = TestBot.json(bot.post("/ask", SELL, "Idempotency-Key", "k-4"));
        assertThat(rest).anyMatch(line -> line.contains(third.path("id").asText()));
    }

    @Test
    void areAnsweredAnewOnceTheirConversationIsErased() {
        ObjectNode first = TestBot.json(quoting.post("/ask", SELL, "Idempotency-Key", "k-5"));
        assertThat(quoting.send(quoting.request("/conversations/" + first.path("conversation_id").asText(),
                "Authorization", "Bearer " + first.path("conversation_token").asText()).DELETE()).statusCode())
                .isEqualTo(204);
        HttpResponse<String> second = quoting.post("/ask", SELL, "Idempotency-Key", "k-5");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(TestBot.json(second).path("id")).isNotEqualTo(first.path("id"));
    }

    private static String block(Iterator<String> lines) {
        StringBuilder block = new StringBuilder();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            block.append(block.isEmpty() ? "" : "\n").append(line);
        }
        return block.toString();
    }

    private static SseEvent event(Iterator<String> lines) {
        List<SseEvent> events = List.of();
        while (events.isEmpty()) {
            events = SseEvent.parse(block(lines));
        }
        return events.getFirst();
    }

    @Test
    void takeUpAStreamThatIsStillBeingWritten() throws Exception {
        relay.replies(stalled());
        HttpResponse<Stream<String>> first = bot
                .stream(bot.request("/ask", "Accept", "text/event-stream", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(SELL)));
        assertThat(first.headers().firstValue("X-Accel-Buffering")).contains("no");
        Iterator<String> lines = first.body().iterator();
        SseEvent start = event(lines);
        String id = start.data().path("id").asText();
        assertThat(start.id()).isEqualTo(id + ".0");
        SseEvent segment = event(lines);
        while (!segment.name().equals("segment")) {
            assertThat(segment.id()).isEmpty();
            segment = event(lines);
        }
        assertThat(segment.id()).isEqualTo(id + ".1");
        assertThat(segment.data().path("text").asText()).isEqualTo(SENTENCE);
        // the relay has gone silent, so that the answer is still being written
        HttpResponse<String> resumed = bot.get("/answers/" + id + "/events", "Last-Event-ID", start.id(),
                "Authorization", "Bearer " + start.data().path("conversation_token").asText());
        assertThat(resumed.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(resumed.headers().firstValue("X-Accel-Buffering")).contains("no");
        List<SseEvent> rest = SseEvent.parse(resumed.body());
        assertThat(rest).first().isEqualTo(segment);
        SseEvent last = event(lines);
        while (!last.name().equals("done")) {
            last = event(lines);
        }
        assertThat(rest).last().isEqualTo(last);
        assertThat(rest).filteredOn(event -> !event.id().isEmpty()).extracting(SseEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void takeUpAStreamThatHasEnded() {
        String body = quoting.post("/ask", SELL, "Accept", "text/event-stream").body();
        List<SseEvent> all = SseEvent.parse(body).stream().filter(event -> !event.id().isEmpty()).toList();
        ObjectNode answer = all.getLast().data();
        String path = "/answers/" + answer.path("id").asText() + "/events";
        String bearer = "Bearer " + answer.path("conversation_token").asText();
        assertThat(SseEvent.parse(quoting.get(path, "Authorization", bearer).body())).isEqualTo(all);
        for (int i = 0; i < all.size(); i++) {
            assertThat(SseEvent.parse(
                    quoting.get(path, "Authorization", bearer, "Last-Event-ID", all.get(i).id()).body()))
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "ans_other.3", "-1", "99999999999"})
    void takeUpAStreamFromItsBeginningWhereTheIdIsNoneOfIts(String lastEventId) {
        String key = quoting.apiKey("resume");
        ObjectNode answer = TestBot.json(quoting.post("/ask", SELL, "Authorization", "Bearer " + key));
        assertThat(SseEvent.parse(quoting.get("/answers/" + answer.path("id").asText() + "/events", "Last-Event-ID",
                lastEventId, "Authorization", "Bearer " + key).body()).getFirst().name()).isEqualTo("start");
    }

    @Test
    void areNobodyElses() {
        ObjectNode answer = quoting.ask("Do you sell my personal data?");
        ObjectNode other = quoting.ask("hello");
        String path = "/answers/" + answer.path("id").asText() + "/events";
        assertProblem(quoting.get(path), 401);
        assertProblem(quoting.get(path, "Authorization", "Bearer " + other.path("conversation_token").asText()), 404);
        assertProblem(quoting.get(path, "Authorization", "Bearer " + quoting.apiKey("stranger")), 404);
        assertProblem(quoting.get("/answers/ans_none/events", "Authorization",
                "Bearer " + answer.path("conversation_token").asText()), 404);
    }
}
