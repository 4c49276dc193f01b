package ai.relayme.policybot.relay;

import java.util.List;
import java.util.function.Consumer;

/**
 * Makes sentences of the pieces of an answer and hands them over, unless they belong to the model's thinking or the model
 * says that there is no answer.
 */
final class SentenceWriter {
    private final Consumer<String> consumer;
    private final ReasoningFilter reasoning = new ReasoningFilter();
    private SentenceStream sentences = new SentenceStream();
    private boolean handedOver;
    private boolean notCovered;

    SentenceWriter(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    void push(String piece) {
        handOver(sentencesOf(reasoning.push(piece)));
    }

    /** Hands over what is left of a whole answer. */
    void finish() {
        handOver(sentencesOf(reasoning.finish()));
        handOver(sentences.finish());
    }

    /** Hands over what is left of a broken answer, as far as it is a whole sentence. */
    void cut() {
        handOver(sentencesOf(reasoning.finish()));
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

    private List<String> sentencesOf(ReasoningFilter.Passed passed) {
        if (passed.restarts()) {
            sentences = new SentenceStream();
        }
        return sentences.push(passed.text());
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
