package ai.relayme.policybot.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link FakeRelay} does with one request: writes pieces of a body, each at once and as one HTTP chunk, then ends it
 * well or badly. Immutable.
 *
 * @param status  the HTTP status; 0 means that no response comes at all
 * @param headers its headers, beside the framing
 * @param pieces  what is written of the body
 * @param pause   how long it waits before each piece after the first; nothing for tests, something for a load tool
 * @param ending  what happens after the last piece
 */
public record Reply(int status, Map<String, String> headers, List<byte[]> pieces, Duration pause, Ending ending) {
    private static final JsonMapper JSON = new JsonMapper();

    /** How a reply ends. */
    public enum Ending {
        /** As HTTP wants it. */
        CLEAN,
        /** Not at all: it holds the connection until the client hangs up. */
        STALL,
        /** The body ends with its connection, as HTTP allows where no length is told: nobody can see whether it is whole. */
        CLOSED,
        /** The connection is closed before the body is whole. */
        CUT,
        /** The connection is reset. */
        RESET
    }

    /** A whole answer in these deltas, with usage of 11 tokens in and 7 out. */
    public static Reply says(String... deltas) {
        return begins(deltas).event(finish("stop")).event("""
                {"id":"1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""")
                .event("[DONE]");
    }

    /** The first deltas of an answer, and no end. */
    public static Reply begins(String... deltas) {
        Reply reply = of(200, "text/event-stream", "");
        for (String delta : deltas) {
            reply = reply.event(delta(delta));
        }
        return reply;
    }

    /** A response of this status, type and body. */
    public static Reply of(int status, String contentType, String body) {
        Reply empty = new Reply(status, Map.of("Content-Type", contentType), List.of(), Duration.ZERO, Ending.CLEAN);
        return body.isEmpty() ? empty : empty.piece(body);
    }

    /** No response: the request is read, and that is all. */
    public static Reply silence() {
        return new Reply(0, Map.of(), List.of(), Duration.ZERO, Ending.STALL);
    }

    /** With one more event that has this data. */
    public Reply event(String data) {
        return piece("data: " + data + "\n\n");
    }

    /** With the event that says why the answer ends. */
    public Reply finishedBy(String reason) {
        return event(finish(reason)).event("[DONE]");
    }

    /** With more text in the body, as it is. */
    public Reply piece(String text) {
        List<byte[]> more = new ArrayList<>(pieces);
        more.add(text.getBytes(StandardCharsets.UTF_8));
        return new Reply(status, headers, List.copyOf(more), pause, ending);
    }

    /** With more bytes in the body, as they are. */
    public Reply bytes(byte[] raw) {
        List<byte[]> more = new ArrayList<>(pieces);
        more.add(raw.clone());
        return new Reply(status, headers, List.copyOf(more), pause, ending);
    }

    /** With one more header. */
    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, Map.copyOf(more), pieces, pause, ending);
    }

    /** The same bytes, written one by one. */
    public Reply byteByByte() {
        List<byte[]> single = new ArrayList<>();
        for (byte[] piece : pieces) {
            for (byte b : piece) {
                single.add(new byte[]{b});
            }
        }
        return new Reply(status, headers, List.copyOf(single), pause, ending);
    }

    /** As fast as models write in the middle of a day: some thirty tokens a second. */
    public Reply atAModelsPace() {
        return paced(Duration.ofMillis(30));
    }

    /** With a wait between the pieces, as a model has between tokens. */
    public Reply paced(Duration between) {
        return new Reply(status, headers, pieces, between, ending);
    }

    /** With this ending. */
    public Reply ending(Ending how) {
        return new Reply(status, headers, pieces, pause, how);
    }

    private static String delta(String text) {
        return """
                {"id":"1","choices":[{"index":0,"delta":{"content":%s},"finish_reason":null}]}""".formatted(json(text));
    }

    private static String finish(String reason) {
        return """
                {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":%s}]}""".formatted(json(reason));
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
