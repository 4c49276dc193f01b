package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pieces of one response from LangChain4j, as far as a response may go, and keeps how it ended: by the first
 * thing that ended it, for LangChain4j tells of a broken stream as an error and as complete. Used by one thread.
 */
final class ResponseHandler implements StreamingChatResponseHandler {
    private final Consumer<String> pieces;
    private final int mostBytes;
    private int bytes;
    private boolean tooLong;
    private boolean broken;
    private @Nullable RuntimeException consumerFault;
    private @Nullable ChatResponse response;

    /** @param mostBytes the longest response, in bytes of UTF-8 */
    ResponseHandler(Consumer<String> pieces, int mostBytes) {
        this.pieces = pieces;
        this.mostBytes = mostBytes;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (broken || tooLong || consumerFault != null) {
            return;
        }
        bytes += piece.text().getBytes(StandardCharsets.UTF_8).length;
        tooLong = bytes > mostBytes;
        try {
            if (!tooLong) {
                pieces.accept(piece.text());
            }
        } catch (RuntimeException e) {
            consumerFault = e;
        }
        if (tooLong || consumerFault != null) {
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        if (response == null) {
            response = complete;
        }
    }

    @Override
    public void onError(Throwable error) {
        broken = true;
    }

    /** How much came, in bytes of UTF-8. */
    int bytes() {
        return bytes;
    }

    /** What the consumer threw goes to the one who brought it, out of LangChain4j's reach, which would swallow it. */
    void throwConsumerFault() {
        if (consumerFault != null) {
            throw consumerFault;
        }
    }

    /**
     * The response, if it is whole.
     *
     * @param failure what went wrong with the call first, null if nothing did
     */
    ChatResponse wholeResponse(@Nullable RelayException failure) throws RelayException {
        if (tooLong) {
            throw new RelayException(Reason.TOO_LONG, "the answer is longer than any should be");
        }
        if (failure != null) {
            throw failure;
        }
        FinishReason reason = broken || response == null ? null : response.finishReason();
        if (response == null || reason == null) {
            throw new RelayException(Reason.MALFORMED, "an event is not of the expected form");
        }
        return switch (reason) {
            case STOP -> response;
            case LENGTH -> throw new RelayException(Reason.TRUNCATED, "the model ran out of room");
            case CONTENT_FILTER -> throw new RelayException(Reason.FILTERED, "the model's content filter stepped in");
            case TOOL_EXECUTION, OTHER ->
                throw new RelayException(Reason.MALFORMED, "the model did not write an answer");
        };
    }
}
