package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Fault;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole bot with a relay that has been reached and goes wrong. Of every fault three views: the visitor gets an answer,
 * the model's or the policy's own words, and nothing is taken back; the agent reads in the trace what happened; the
 * operator sees it in the metrics and in a line that repeats neither key nor words. Visitors after the fault get the
 * model's answer again.
 */
class RelayFaultsTest {
    private static final String KEY = "sk-secret-0123456789";
    private static final String QUESTION = "Do you sell my personal data?";

    private static FakeRelay relay;
    private static TestBot bot;
    private final CapturedLog log = new CapturedLog();

    @BeforeAll
    static void start() {
        relay = FakeRelay.start();
        bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", KEY, "RELAY_MODEL",
                "test-model", "RELAY_TIMEOUT", "PT4S");
        // as many good calls as the circuit looks back upon, after the few that may time out while everything is loaded
        for (int i = 0; i < 24; i++) {
            bot.ask(QUESTION);
        }
    }

    @AfterAll
    static void stop() {
        bot.close();
        relay.close();
    }

    @AfterEach
    void seesNoKeyAndNoWordsInTheLog() {
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains("0123456789") || line.contains("personal")
                || line.contains("fool") || line.contains("<html>"));
    }

    /** The fault, how the calls end, why the answer is quoted or nothing, and whether the model's first sentence is shown. */
    static Stream<Arguments> faults() {
        return Stream.of(arguments(Fault.SILENT, List.of("TIMEOUT"), "TIMEOUT", false),
                arguments(Fault.SILENT_AFTER_HEADERS, List.of("TIMEOUT"), "TIMEOUT", false),
                arguments(Fault.SILENT_AFTER_A_SENTENCE, List.of("TIMEOUT"), "TIMEOUT", true),
                arguments(Fault.PINGS_ONLY, List.of("TIMEOUT"), "TIMEOUT", false),
                arguments(Fault.DRIPS, List.of("TIMEOUT"), "TIMEOUT", true),
                arguments(Fault.CUT, List.of("TRUNCATED"), "TRUNCATED", true),
                arguments(Fault.ENDS_WITH_THE_CONNECTION, List.of("TRUNCATED"), "TRUNCATED", true),
                arguments(Fault.NO_FINISH_REASON, List.of("TRUNCATED"), "TRUNCATED", true),
                arguments(Fault.OUT_OF_ROOM, List.of("TRUNCATED"), "TRUNCATED", true),
                arguments(Fault.FILTERED, List.of("FILTERED"), "FILTERED", true),
                arguments(Fault.MALFORMED_EVENT, List.of("MALFORMED"), "MALFORMED", true),
                arguments(Fault.ERROR_EVENT, List.of("SERVER_ERROR"), "SERVER_ERROR", true),
                arguments(Fault.LIMIT_EVENT, List.of("RATE_LIMITED"), "RATE_LIMITED", false),
                arguments(Fault.WEB_PAGE, List.of("MISDIRECTED"), "MISDIRECTED", false),
                arguments(Fault.ONE_DOCUMENT, List.of("OK"), "", true),
                arguments(Fault.STREAM_CALLED_JSON, List.of("MALFORMED"), "MALFORMED", false),
                arguments(Fault.EMPTY_BODY, List.of("TRUNCATED"), "TRUNCATED", false),
                arguments(Fault.EMPTY_CHOICES, List.of("TRUNCATED"), "TRUNCATED", false),
                arguments(Fault.NULL_CONTENT, List.of("MALFORMED"), "MALFORMED", false),
                arguments(Fault.ERROR_DOCUMENT, List.of("SERVER_ERROR", "SERVER_ERROR"), "SERVER_ERROR", false),
                arguments(Fault.LIMITED_FOR_A_MOMENT, List.of("RATE_LIMITED", "OK"), "", true),
                arguments(Fault.LIMITED_FOR_LONG, List.of("RATE_LIMITED"), "RATE_LIMITED", false),
                arguments(Fault.LIMITED, List.of("RATE_LIMITED"), "RATE_LIMITED", false),
                arguments(Fault.KEY_UNKNOWN, List.of("KEY_REFUSED"), "KEY_REFUSED", false),
                arguments(Fault.FORBIDDEN, List.of("KEY_REFUSED"), "KEY_REFUSED", false),
                arguments(Fault.MODEL_UNKNOWN, List.of("UNKNOWN_MODEL"), "UNKNOWN_MODEL", false),
                arguments(Fault.PROMPT_TOO_LONG, List.of("PROMPT_TOO_LONG", "OK"), "", true),
                arguments(Fault.FAILS_ONCE, List.of("SERVER_ERROR", "OK"), "", true),
                arguments(Fault.BAD_GATEWAY, List.of("SERVER_ERROR", "SERVER_ERROR"), "SERVER_ERROR", false),
                arguments(Fault.UNAVAILABLE, List.of("SERVER_ERROR", "SERVER_ERROR"), "SERVER_ERROR", false),
                arguments(Fault.GATEWAY_TIMEOUT, List.of("SERVER_ERROR", "SERVER_ERROR"), "SERVER_ERROR", false),
                arguments(Fault.ELSEWHERE, List.of("MISDIRECTED"), "MISDIRECTED", false),
                arguments(Fault.FLOOD, List.of("TOO_LONG"), "TOO_LONG", false),
                arguments(Fault.LONG_LINE, List.of("TOO_LONG"), "TOO_LONG", false),
                arguments(Fault.TEXT_AFTER_THE_END, List.of("OK"), "", true),
                arguments(Fault.TOOL_CALL, List.of("MALFORMED"), "MALFORMED", false),
                arguments(Fault.REASONING_ONLY, List.of("MALFORMED"), "MALFORMED", false),
                // a sentence with a hole in it is left out, the one after it is shown
                arguments(Fault.INVALID_UTF8, List.of("OK"), "", true),
                arguments(Fault.BYTE_BY_BYTE, List.of("OK"), "", true),
                arguments(Fault.TWO_CHOICES, List.of("OK"), "", true));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answersAllTheSameAndTellsWhatHappened(Fault fault, List<String> results, String quotedFor, boolean shown) {
        double before = calls(results.getLast());
        double quotedBefore = quoted(quotedFor);
        relay.replies(fault.replies().toArray(Reply[]::new));

        List<SseEvent> events = bot.stream(QUESTION);

        ObjectNode answer = events.getLast().data();
        assertThat(events.getLast().name()).isEqualTo("done");
        assertAnswered(answer, quotedFor.isEmpty(), shown);
        List<String> streamed = events.stream().filter(event -> event.name().equals("segment"))
                .map(event -> event.data().path("text").asText()).toList();
        assertThat(streamed).isEqualTo(answer.path("segments").findValuesAsText("text"));

        JsonNode trace = trace(answer);
        assertThat(trace.path("calls").findValuesAsText("result")).isEqualTo(results);
        assertThat(trace.path("relay_failure").asText()).isEqualTo(quotedFor);
        assertThat(trace.path("prompt_version").asText()).isNotEmpty();
        assertThat(trace.toString()).doesNotContain(KEY, "a fool");

        assertThat(calls(results.getLast())).isGreaterThan(before);
        if (!quotedFor.isEmpty()) {
            assertThat(quoted(quotedFor)).isEqualTo(quotedBefore + 1);
            assertThat(log.json()).anyMatch(line -> line.contains("model=test-model reason=" + quotedFor)
                    && line.contains("\"request_id\":\"req_"));
        }
        // enough good calls between the bad ones to keep the circuit closed, and proof that nothing was left behind
        for (int i = 0; i < 3; i++) {
            ObjectNode later = bot.ask(QUESTION);
            assertThat(later.path("mode").asText()).as("%s", trace(later)).isEqualTo("relay");
        }
    }

    @Test
    void namesEveryFault() {
        Set<Fault> named = EnumSet.noneOf(Fault.class);
        faults().forEach(row -> named.add((Fault) row.get()[0]));
        named.add(Fault.RESET);
        assertThat(named).isEqualTo(EnumSet.allOf(Fault.class));
    }

    @Test
    void answersWhateverAResetLeft() {
        relay.replies(Fault.RESET.replies().toArray(Reply[]::new));
        ObjectNode answer = bot.ask(QUESTION);
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("answer").asText()).contains(Fault.TRUE);
        assertThat(trace(answer).path("relay_failure").asText()).isIn("TRUNCATED", "UNREACHABLE");
        // a reset that came before the headers was followed by another call, so the second one may be left
        bot.ask(QUESTION);
        bot.ask(QUESTION);
        assertThat(bot.ask(QUESTION).path("mode").asText()).isEqualTo("relay");
    }

    private static void assertAnswered(JsonNode answer, boolean byTheModel, boolean shown) {
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        // what the model began is the model's, though the rest is quoted
        assertThat(answer.path("mode").asText()).isEqualTo(byTheModel || shown ? "relay" : "quote");
        assertThat(answer.path("model").isNull()).isEqualTo(!byTheModel && !shown);
        assertThat(answer.path("segments")).isNotEmpty().allSatisfy(segment -> {
            assertThat(segment.path("text").asText()).isNotBlank().doesNotContain("We sh", "sell everything");
            assertThat(segment.path("citations")).isNotEmpty();
        });
        assertThat(answer.path("segments").get(0).path("provenance").asText())
                .isEqualTo(shown ? "ai_generated" : "verbatim_quote");
        assertThat(answer.path("answer").asText()).contains(Fault.TRUE);
        assertThat(answer.toString()).doesNotContain(KEY, "a fool", "<html>");
    }

    private static JsonNode trace(JsonNode answer) {
        return TestBot.json(bot.stored(answer.path("id").asText(), "trace_json"));
    }

    private static double calls(String result) {
        return bot.metric("policybot_relay_call_seconds_count", "model=\"test-model\"", "purpose=\"answer\"",
                "result=\"" + result.toLowerCase(Locale.ROOT) + "\"");
    }

    private static double quoted(String reason) {
        return bot.metric("policybot_relay_quoted_total",
                "reason=\"" + reason.toLowerCase(Locale.ROOT) + "\"");
    }
}
