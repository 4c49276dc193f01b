package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as kept.
 *
 * @param reference  what the requester is told
 * @param state      how far it has come
 * @param submission what was handed over
 * @param regime     the law whose clock runs
 * @param receivedAt when it was submitted: the clock's beginning
 * @param due        the last moment for the answer, for each right; empty for a hand-off
 * @param extended   whether the law's extension was taken
 * @param verifiedAt when the address was proven, if it was
 * @param outcome    how it ended, once it is closed
 * @param joinedTo   the earlier case that it repeats, if it does
 */
public record CaseFile(String reference, CaseState state, Submission submission, Regime regime, Instant receivedAt,
        Map<Right, Instant> due, boolean extended, @Nullable Instant verifiedAt, @Nullable String outcome,
        @Nullable String joinedTo) {
    public CaseFile {
        due = Map.copyOf(due);
    }

    /** The earliest of its dates; nothing for a hand-off. */
    public @Nullable Instant dueAt() {
        return due.values().stream().min(Instant::compareTo).orElse(null);
    }

    /** The same while an answer is still to come. */
    public @Nullable Instant answerDueAt() {
        return state == CaseState.CLOSED ? null : dueAt();
    }

    /** Whether support has been told of it, whoever has or has not proven its address, and it has no answer yet. */
    boolean isAtSupport() {
        return state != CaseState.CLOSED && state != CaseState.AWAITING_VERIFICATION;
    }

    List<Right> rights() {
        return submission.rights();
    }

    Language language() {
        return submission.language();
    }
}
