package ai.relayme.policybot.transcript;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor thought of an answer.
 *
 * @param helpful whether it answered the question
 * @param reason  what was wrong with it, a word of the caller's
 * @param comment more about it, in the visitor's words
 * @param at      when it was told
 */
public record Feedback(boolean helpful, @Nullable String reason, @Nullable String comment, Instant at) {
    /** The word that agents read and filter by; nothing where nothing was told. */
    public static @Nullable String word(@Nullable Boolean told) {
        return told == null ? null : told ? "helpful" : "unhelpful";
    }
}
