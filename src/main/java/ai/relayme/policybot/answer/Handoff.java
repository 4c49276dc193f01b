package ai.relayme.policybot.answer;

import ai.relayme.policybot.intent.Right;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to a person. */
public sealed interface Handoff {
    /** How the support team is reached, and when. */
    Support desk();

    /**
     * The visitor wants to use, or know how to use, rights over personal data.
     *
     * @param rights the rights meant, in the order in which they were named; none where none was
     */
    record RightsRequest(List<Right> rights, Support desk) implements Handoff {
        public RightsRequest {
            rights = List.copyOf(rights);
        }
    }

    /** Support answers whatever the bot does not. */
    record General(Support desk) implements Handoff {}

    /**
     * The support desk as it stands at the moment of an answer.
     *
     * @param email    its address
     * @param hours    when it is open, as the visitor reads it
     * @param openNow  whether it is open at this moment
     * @param nextOpen when it opens next; absent while it is open
     */
    record Support(String email, String hours, boolean openNow, @Nullable Instant nextOpen) {}
}
