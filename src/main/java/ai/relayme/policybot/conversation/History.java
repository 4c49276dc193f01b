package ai.relayme.policybot.conversation;

import ai.relayme.policybot.intent.Preceding;
import ai.relayme.policybot.intent.Right;
import java.util.List;

/**
 * What of a conversation an answer takes into account.
 *
 * @param questions its earlier questions, oldest first
 * @param offered   the rights that each of its last answers offered to use, newest first
 */
record History(List<String> questions, List<List<Right>> offered) {
    static final History NONE = new History(List.of(), List.of());

    History {
        questions = List.copyOf(questions);
        offered = List.copyOf(offered);
    }

    /** What of it the intent of a message depends on. */
    Preceding preceding() {
        List<Right> last = offered.isEmpty() ? List.of() : offered.getFirst();
        List<Right> earlier = last.isEmpty()
                ? offered.stream().filter(rights -> !rights.isEmpty()).findFirst().orElse(List.of())
                : List.of();
        return new Preceding(!questions.isEmpty(), last, earlier);
    }
}
