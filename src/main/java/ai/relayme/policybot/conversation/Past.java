package ai.relayme.policybot.conversation;

import ai.relayme.policybot.intent.Before;
import ai.relayme.policybot.intent.Right;
import java.util.List;

/**
 * What of a conversation an answer takes into account.
 *
 * @param questions its earlier questions, oldest first
 * @param offered   the rights that its last answer offered to use
 */
record Past(List<String> questions, List<Right> offered) {
    static final Past NONE = new Past(List.of(), List.of());

    Past {
        questions = List.copyOf(questions);
        offered = List.copyOf(offered);
    }

    /** What of it the intent of a message depends on. */
    Before before() {
        return new Before(!questions.isEmpty(), offered);
    }
}
