package ai.relayme.policybot.relay;

import java.util.List;
import java.util.function.Consumer;

/** Makes sentences of the pieces of an answer and hands them over, unless the model says that there is no answer. */
final class SentenceWriter {
    private final Consumer<String> consumer;
    private final SentenceStream sentences = new SentenceStream();
    private boolean handedOver;
    private boolean notCovered;

    SentenceWriter(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    void push(String piece) {
        handOver(sentences.push(piece));
    }

    /** Hands over what is left of a whole answer. */
    void finish() {
        handOver(sentences.finish());
    }

    /** Hands over what is left of a broken answer, as far as it is a whole sentence. */
    void cut() {
        handOver(sentences.cut());
    }

    boolean hasHandedOver() {
        return handedOver;
    }

    boolean isNotCovered() {
        return notCovered;
    }

    boolean isEmpty() {
        return !handedOver && !notCovered;
    }

    private void handOver(List<String> complete) {
        for (String sentence : complete) {
            // a model that says so first and then goes on contradicts itself: nothing of it is an answer
            notCovered = notCovered || (!handedOver && sentence.startsWith(Prompt.NOT_COVERED));
            if (notCovered) {
                return;
            }
            handedOver = true;
            consumer.accept(sentence);
        }
    }
}
