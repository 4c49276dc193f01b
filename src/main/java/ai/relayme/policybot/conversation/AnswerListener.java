package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.language.Language;
import java.util.List;

/** Is told how an answer comes about, in this order: started, stages and segments; and tells if nobody waits for it. */
public interface AnswerListener {
    /** Listens to nothing. */
    AnswerListener NONE = new AnswerListener() {};

    /** What the bot is doing. */
    enum Stage {
        /** Looking for passages. */
        SEARCHING("searching"),
        /** Checking sentences against the passages. */
        CHECKING("checking");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        /** The word that stands for it in JSON. */
        public String label() {
            return label;
        }
    }

    /** The question was accepted. */
    default void started(AnswerJson.Head head, Language language) {}

    /** A stage began. */
    default void stage(Stage stage) {}

    /** A verified segment stands; it is never taken back. */
    default void segment(int index, Segment segment, List<Citation> fresh) {}

    /** Has this done, on any thread, if the visitor leaves before the answer is whole; at once if they have left. */
    default void onLeaving(Runnable action) {}
}
