package ai.relayme.policybot.relay;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the pieces of one answer, hands over its sentences and keeps how it ended. Used by one thread. */
final class AnswerHandler implements StreamingChatResponseHandler {
    /** In bytes of UTF-8. */
    private static final int LONGEST_ANSWER = 16 * 1024;

    private final Consumer<String> consumer;
    private final SentenceStream sentences = new SentenceStream();
    private int size;
    private boolean handedOver;
    private boolean notCovered;
    private boolean tooLong;
    private boolean broken;
    private @Nullable RuntimeException consumerFault;
    private @Nullable ChatResponse response;

    AnswerHandler(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (broken || tooLong || consumerFault != null) {
            return;
        }
        size += piece.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > LONGEST_ANSWER) {
            tooLong = true;
        } else {
            handOver(sentences.push(piece.text()));
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

    /** Hands over what is left of a whole answer. */
    void finish() {
        handOver(sentences.finish());
        throwConsumerFault();
    }

    /** Hands over what is left of a broken answer, as far as it is a whole sentence. */
    void cut() {
        handOver(sentences.cut());
        throwConsumerFault();
    }

    /** What the consumer threw goes to the one who brought it, out of LangChain4j's reach, which would swallow it. */
    void throwConsumerFault() {
        if (consumerFault != null) {
            throw consumerFault;
        }
    }

    boolean hasHandedOver() {
        return handedOver;
    }

    boolean isNotCovered() {
        return notCovered;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Whether LangChain4j could not read what came. */
    boolean isBroken() {
        return broken;
    }

    /** The whole response; nothing where none came. */
    Optional<ChatResponse> response() {
        return Optional.ofNullable(response);
    }

    private void handOver(List<String> complete) {
        for (String sentence : complete) {
            // a model that says so first and then goes on contradicts itself: nothing of it is an answer
            notCovered = notCovered || (!handedOver && sentence.startsWith(Prompt.NOT_COVERED));
            if (notCovered || consumerFault != null) {
                return;
            }
            try {
                handedOver = true;
                consumer.accept(sentence);
            } catch (RuntimeException e) {
                consumerFault = e;
            }
        }
    }
}
