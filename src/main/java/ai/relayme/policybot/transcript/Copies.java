package ai.relayme.policybot.transcript;

import java.time.Instant;

/** Copies of conversations that lie elsewhere, because visitors handed them over: they go with the conversation. */
public interface Copies {
    /** Whether there is a copy of that conversation. */
    boolean has(String conversationId);

    /**
     * Erases the copies of a conversation for good.
     *
     * @return whether there was one
     */
    boolean erase(String conversationId);

    /** Erases the copies that were made before that moment and that nobody works with any more. */
    void eraseBefore(Instant moment);
}
