package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.Reply.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a relay can do wrong, or oddly, once it has been reached. Where an answer begins, it begins with {@link #TRUE} or
 * is it.
 */
public enum Fault {
    /** Reads the request and says nothing. */
    SILENT(Reply.silence()),
    /** Sends headers, then nothing. */
    SILENT_AFTER_HEADERS(Reply.begins().ending(Ending.STALL)),
    /** Sends a sentence and a word, then nothing. */
    SILENT_AFTER_A_SENTENCE(begun().ending(Ending.STALL)),
    /** Keeps the connection alive with comments. */
    PINGS_ONLY(repeated(Reply.begins(), ": ping\n\n").ending(Ending.STALL)),
    /** Sends a word now and then, for ever. */
    DRIPS(dripping().ending(Ending.STALL)),
    /** Closes the connection in the middle. */
    CUT(begun().ending(Ending.CUT)),
    /** Resets the connection in the middle; a reset may overtake what was sent before it, so it does so again. */
    RESET(begun().ending(Ending.RESET), begun().ending(Ending.RESET)),
    /** Ends with the connection, without a word that this is the end. */
    ENDS_WITH_THE_CONNECTION(begun().ending(Ending.CLOSED)),
    /** Says that it is done, but not why. */
    NO_FINISH_REASON(begun().event("[DONE]")),
    /** Ran out of tokens. */
    OUT_OF_ROOM(begun().finishedBy("length")),
    /** Its content filter stepped in. */
    FILTERED(begun().finishedBy("content_filter")),
    /** Sends half of a JSON document. */
    MALFORMED_EVENT(begun().event("{\"choices\":[{\"ind")),
    /** Reports an error within the stream. */
    ERROR_EVENT(
            begun().event("{\"error\":{\"message\":\"no luck for sk-secret-0123456789\",\"code\":\"server_error\"}}")),
    /** Reports a limit within the stream. */
    LIMIT_EVENT(Reply.begins().event("{\"error\":{\"code\":\"rate_limit_exceeded\"}}")),
    /** Shows the login page of something in between. */
    WEB_PAGE(Reply.of(200, "text/html; charset=utf-8", "<html><title>Log in</title></html>")),
    /** Sends one document although a stream was asked for. */
    ONE_DOCUMENT(Reply.of(200, "application/json", document())),
    /** Sends a stream and calls it a document. */
    STREAM_CALLED_JSON(Reply.says(Texts.TRUE + " [1]\n").header("Content-Type", "application/json")),
    /** Sends nothing with status 200. */
    EMPTY_BODY(Reply.of(200, "text/event-stream", "")),
    /** Sends a document without a choice. */
    EMPTY_CHOICES(Reply.of(200, "application/json", "{\"choices\":[]}")),
    /** Sends an answer that is null. */
    NULL_CONTENT(Reply.begins().event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":null}}]}").finishedBy("stop")),
    /** Sends an error as a document with status 200. */
    ERROR_DOCUMENT(twice(Reply.of(200, "application/json", "{\"error\":{\"message\":\"sk-secret-0123456789\"}}"))),
    /** Asks to wait for a moment, then answers. */
    LIMITED_FOR_A_MOMENT(Reply.of(429, "application/json", "{}").header("Retry-After", "0"),
            Reply.says(Texts.TRUE + " [1]\n")),
    /** Asks to wait for longer than any visitor does. */
    LIMITED_FOR_LONG(Reply.of(429, "application/json", "{}").header("Retry-After", "60")),
    /** Says that there were too many calls. */
    LIMITED(Reply.of(429, "application/json", "{\"error\":{\"code\":\"rate_limit_exceeded\"}}")),
    /** Does not know the key, and repeats it. */
    KEY_UNKNOWN(Reply.of(401, "application/json",
            "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret-0123456789\"}}")),
    /** Does not accept the key for this. */
    FORBIDDEN(Reply.of(403, "application/json", "{\"error\":{\"message\":\"sk-secret-0123456789\"}}")),
    /** Does not have the model. */
    MODEL_UNKNOWN(Reply.of(404, "application/json", "{\"error\":{\"code\":\"model_not_found\"}}")),
    /** Takes no prompt of that length, but a shorter one. */
    PROMPT_TOO_LONG(Reply.of(400, "application/json", "{\"error\":{\"code\":\"context_length_exceeded\"}}"),
            Reply.says(Texts.TRUE + " [1]\n")),
    /** Fails once, then answers. */
    FAILS_ONCE(Reply.of(500, "text/plain", "oops"), Reply.says(Texts.TRUE + " [1]\n")),
    /** Fails as a gateway in front of it does. */
    BAD_GATEWAY(twice(Reply.of(502, "text/html", "<html>502 Bad Gateway</html>"))),
    /** Is down. */
    UNAVAILABLE(twice(Reply.of(503, "text/html", "<html>503</html>"))),
    /** Is too slow for a gateway in front of it. */
    GATEWAY_TIMEOUT(twice(Reply.of(504, "text/plain", ""))),
    /** Sends elsewhere. */
    ELSEWHERE(Reply.of(302, "text/plain", "").header("Location", "http://127.0.0.1:9/v1/chat/completions")),
    /** Writes without end. */
    FLOOD(repeated(Reply.begins(), "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "word ".repeat(2_000)
            + "\"}}]}\n\n").ending(Ending.STALL)),
    /** Writes a line of a megabyte. */
    LONG_LINE(Reply.begins("x".repeat(1024 * 1024)).ending(Ending.STALL)),
    /** Goes on after the end. */
    TEXT_AFTER_THE_END(Reply.says(Texts.TRUE + " [1]\n").event(
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"We sell everything. [1]\"},\"finish_reason\":\"stop\"}]}")),
    /** Calls a tool that nobody offered. */
    TOOL_CALL(Reply.begins().event("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"1\","
            + "\"type\":\"function\",\"function\":{\"name\":\"send_mail\",\"arguments\":\"{}\"}}]}}]}")
            .finishedBy("tool_calls")),
    /** Thinks and says nothing. */
    REASONING_ONLY(Reply.begins().event("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":"
            + "\"The visitor is a fool.\"}}]}").finishedBy("stop")),
    /** Sends bytes that are no UTF-8, in an answer that is fine. */
    INVALID_UTF8(Reply.begins("We sell \uFFFD all. [1]\n").bytes(new byte[]{(byte) 0xC3, (byte) 0x28, '\n', '\n'})
            .event(delta(Texts.TRUE + " [1]\\n")).finishedBy("stop")),
    /** Sends single bytes and ends lines with carriage returns. */
    BYTE_BY_BYTE(Reply.says(Texts.TRUE + " [1]\n").byteByByte()),
    /** Writes two answers at once, and one delta twice. */
    TWO_CHOICES(Reply.begins(Texts.TRUE + " [1]\n").event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":"
            + "\"We sell everything. [1]\"}}]}").event(delta(Texts.TRUE + " [1]\\n")).finishedBy("stop"));

    /** What the policy says of selling data, and a relay that answers truly repeats. */
    public static final String TRUE = Texts.TRUE;

    /** Constants of an enumeration cannot use its static fields while they are made. */
    private static final class Texts {
        /** At twenty milliseconds each, longer than any test waits. */
        static final int OFTEN = 400;
        static final String TRUE = "We do not sell, rent, or trade your personal information to third parties.";
    }

    // a list that cannot be changed, of replies that cannot either
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Reply> replies;

    Fault(Reply... replies) {
        this.replies = List.of(replies);
    }

    /** What the relay does with one call after another. */
    public List<Reply> replies() {
        return replies;
    }

    private static Reply begun() {
        return Reply.begins(Texts.TRUE + " [1]\n", "We sh");
    }

    private static Reply[] twice(Reply reply) {
        Reply[] both = new Reply[2];
        Arrays.fill(both, reply);
        return both;
    }

    private static Reply repeated(Reply reply, String piece) {
        List<byte[]> pieces = new ArrayList<>(reply.pieces());
        pieces.addAll(Collections.nCopies(Texts.OFTEN, piece.getBytes(StandardCharsets.UTF_8)));
        return new Reply(reply.status(), reply.headers(), List.copyOf(pieces), Duration.ofMillis(20), reply.ending());
    }

    private static Reply dripping() {
        return repeated(begun(), "data: " + delta(" very") + "\n\n");
    }

    private static String delta(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    private static String document() {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + Texts.TRUE
                + " [1]\"},\"finish_reason\":\"stop\"}]}";
    }
}
