package ai.relayme.policybot.transcript;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as kept.
 *
 * @param id        its id
 * @param language  tag of the language of its newest answer
 * @param createdAt when it began
 * @param lastAt    when its last question came; it is kept from then on for as long as the retention says
 * @param turns     what was said, oldest first
 */
public record Transcript(String id, String language, Instant createdAt, Instant lastAt, List<Exchange> turns) {
    public Transcript {
        turns = List.copyOf(turns);
    }

    /**
     * One question and what was answered.
     *
     * @param at         when it was asked
     * @param question   what the visitor wrote
     * @param answerJson the answer as it was given
     * @param feedback   what the visitor thought of it, if they told
     */
    public record Exchange(Instant at, String question, String answerJson, @Nullable Feedback feedback) {}
}
