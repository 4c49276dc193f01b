package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import org.jspecify.annotations.Nullable;

/** Ends what is asked of the relay, from another thread: the visitor has left. For one answer; safe for concurrent use. */
public final class Cancellation {
    private @Nullable Thread asking;
    private boolean cancelled;

    /** Ends the call that runs, if one does, and every later one at its begin; they throw {@code CANCELLED}. */
    public synchronized void cancel() {
        cancelled = true;
        if (asking != null) {
            asking.interrupt();
        }
    }

    synchronized void begin() throws RelayException {
        if (cancelled) {
            throw new RelayException(Reason.CANCELLED, "cancelled before the call");
        }
        asking = Thread.currentThread();
    }

    /** After this the thread goes on as if it had not been interrupted by this cancellation. */
    synchronized void end() {
        asking = null;
        if (cancelled) {
            Thread.interrupted();
        }
    }
}
