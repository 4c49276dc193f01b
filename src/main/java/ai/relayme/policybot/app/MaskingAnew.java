package ai.relayme.policybot.app;

import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.transcript.TranscriptStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has searches find again, by what may be read of them, the conversations that were kept under earlier rules of masking. */
final class MaskingAnew implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MaskingAnew.class);

    private final Thread worker;
    private volatile boolean closed;

    MaskingAnew(TranscriptStore transcripts) {
        worker = Thread.ofPlatform().daemon().name("masking-anew").start(() -> run(transcripts));
    }

    private void run(TranscriptStore transcripts) {
        try {
            long turns = 0;
            int made = -1;
            while (made != 0 && !closed) {
                made = transcripts.maskEarlier();
                turns += made;
            }
            if (turns > 0) {
                LOG.info("{} earlier answers can be searched for again, by what is not masked", turns);
            }
        } catch (StoreException e) {
            LOG.warn("some earlier answers cannot be searched for until the next start", e);
        }
    }

    /** Some turns are soon done, and the database is closed next. */
    @Override
    public void close() {
        closed = true;
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
