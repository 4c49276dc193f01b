package ai.relayme.policybot.transcript;

import java.time.Instant;
import java.util.function.Supplier;

/** Erases conversations for good: also those that a backup brings back. Safe for concurrent use. */
public final class Erasures {
    private final TranscriptStore transcripts;
    private final ErasureLog log;
    private final Supplier<Copies> copies;

    /** @param copies asked for when something is erased, since a start need not load what it takes */
    public Erasures(TranscriptStore transcripts, ErasureLog log, Supplier<Copies> copies) {
        this.transcripts = transcripts;
        this.copies = copies;
        this.log = log;
    }

    /**
     * Erases a conversation as {@link TranscriptStore#erase} does, with what was copied of it, and remembers that.
     *
     * @return whether there was such a one
     */
    public boolean erase(String conversationId, Instant now) {
        // first remembered: what dies in between is erased by the next start
        log.add(conversationId, now);
        boolean copied = copies.get().erase(conversationId);
        return transcripts.erase(conversationId) || copied;
    }

    /**
     * Erases again what was erased since that moment and has come back; forgets what was erased before.
     *
     * @return how many conversations had come back
     */
    public int eraseAgain(Instant since) {
        log.forgetBefore(since);
        return (int) log.erased().stream().filter(this::isThere).filter(id -> {
            boolean copied = copies.get().erase(id);
            return transcripts.erase(id) || copied;
        }).count();
    }

    /** Whether anything of a conversation is kept, be it a copy. */
    public boolean isThere(String conversationId) {
        return transcripts.conversation(conversationId).isPresent() || copies.get().has(conversationId);
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
     * Erases every conversation whose last question came before that moment, and the copies that are older and no longer
     * worked with.
     *
     * @return how many were erased
     */
    public int eraseBefore(Instant moment) {
        copies.get().eraseBefore(moment);
        return transcripts.eraseBefore(moment);
    }
}
