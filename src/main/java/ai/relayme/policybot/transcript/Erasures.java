package ai.relayme.policybot.transcript;

import java.time.Instant;

/** Erases conversations for good: also those that a backup brings back. Safe for concurrent use. */
public final class Erasures {
    private final TranscriptStore transcripts;
    private final ErasureLog log;

    public Erasures(TranscriptStore transcripts, ErasureLog log) {
        this.transcripts = transcripts;
        this.log = log;
    }

    /**
     * Erases a conversation as {@link TranscriptStore#erase} does, and remembers that.
     *
     * @return whether there was such a one
     */
    public boolean erase(String conversationId, Instant now) {
        // first remembered: what dies in between is erased by the next start
        log.add(conversationId, now);
        return transcripts.erase(conversationId);
    }

    /**
     * Erases again what was erased since that moment and has come back; forgets what was erased before.
     *
     * @return how many conversations had come back
     */
    public int eraseAgain(Instant since) {
        log.forgetBefore(since);
        return (int) log.erased().stream().filter(id -> transcripts.conversation(id).isPresent())
                .filter(transcripts::erase).count();
    }

    /** Empties the database of traces that a reading has kept in its log while something was erased. */
    public void scrub() {
        transcripts.scrub();
    }

    /** Leaves no trace of anything that was ever erased, on SQLite, however long that takes. */
    public void rewrite() {
        transcripts.rewrite();
    }

    /**
     * Erases every conversation whose last question came before that moment.
     *
     * @return how many were erased
     */
    public int eraseBefore(Instant moment) {
        return transcripts.eraseBefore(moment);
    }
}
