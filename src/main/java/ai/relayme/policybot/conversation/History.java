package ai.relayme.policybot.conversation;

import ai.relayme.policybot.intent.Preceding;
import ai.relayme.policybot.intent.Right;
import java.util.List;

/**
 * What of a conversation an answer takes into account.
 *
 * @param questions its earlier questions, oldest first
 * @param offered   the rights that its last answer offered to use
 */
record History(List<String> questions, List<Right> offered) {
    static final History NONE = new History(List.of(), List.of());

    History {
        questions = List.copyOf(questions);
        offered = List.copyOf(offered);
    }

    /** What of it the intent of a message depends on. */
    Preceding preceding() {
        return new Preceding(!questions.isEmpty(), offered);
    }
}
