package ai.relayme.policybot.http.stream;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/** The answers' streams that this node is writing, so that their readers hear when it stops. Safe for concurrent use. */
public final class OpenStreams {
    /** In a second there is another node, or this one again. */
    private static final String COME_BACK = "retry: 1000\n\n";

    private final ScheduledExecutorService heartbeats;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param heartbeats when a stream on which nothing moves shows that it lives */
    public OpenStreams(ScheduledExecutorService heartbeats) {
        this.heartbeats = heartbeats;
    }

    /** Begins the reply. */
    public EventStream open(Context ctx) throws IOException {
        EventStream stream = EventStream.open(ctx, heartbeats, open::remove);
        open.add(stream);
        if (stopping) {
            stream.write(COME_BACK);
        }
        return stream;
    }

    /**
     * The server stops: each reader, of those that come yet too, is told how soon to come back for the rest of an answer whose
     * stream breaks off. What is being answered may end.
     */
    public void stop() {
        stopping = true;
        // each on a thread of its own: one reader that has stopped reading must not keep it from the others
        open.forEach(stream -> Thread.startVirtualThread(() -> stream.write(COME_BACK)));
    }
}
