package ai.relayme.policybot.http.stream;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A reply of server-sent events, each sent at once, with a comment line now and then. Safe for concurrent use. */
public final class EventStream implements AutoCloseable {
    /** Proxies and phones drop a connection that is silent for half a minute. */
    private static final long HEARTBEAT_SECONDS = 10;

    /** Bytes that a stream holds as long as it is open; most events are smaller, and what is larger is written as it is. */
    private static final int BUFFER = 4 * 1024;

    private final OutputStream out;
    private final Future<?> heartbeat;
    private final Consumer<EventStream> onClosed;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Runnable onBroken = () -> {};
    /** The reader has gone: nothing more is written. */
    private volatile boolean gone;

    private EventStream(OutputStream out, ScheduledExecutorService heartbeats, Consumer<EventStream> onClosed) {
        this.out = out;
        this.onClosed = onClosed;
        // on a thread of its own: one reader that has stopped reading must not hold up everybody's heartbeat
        this.heartbeat = heartbeats.scheduleAtFixedRate(() -> Thread.startVirtualThread(() -> write(": \n\n")),
                HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Begins the reply. */
    public static EventStream open(Context ctx, ScheduledExecutorService heartbeats) throws IOException {
        return open(ctx, heartbeats, _ -> {});
    }

    /** Begins the reply, and tells when it is closed. */
    static EventStream open(Context ctx, ScheduledExecutorService heartbeats, Consumer<EventStream> onClosed)
            throws IOException {
        ctx.res().setBufferSize(BUFFER);
        ctx.status(200);
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("text/event-stream; charset=utf-8");
        // nginx would gather the events until they fill its buffers
        ctx.header("X-Accel-Buffering", "no");
        return new EventStream(ctx.res().getOutputStream(), heartbeats, onClosed);
    }

    /** Has this done when the reader is found to have gone. */
    public void onBroken(Runnable action) {
        onBroken = action;
    }

    /** Whether the reader has gone. */
    public boolean isBroken() {
        return gone;
    }

    /** Writes whole events. */
    public void write(String events) {
        writing.lock();
        try {
            if (!gone) {
                out.write(events.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            gone = true;
            onBroken.run();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        heartbeat.cancel(false);
        onClosed.accept(this);
        writing.lock();
        try {
            // a heartbeat that is on its way must not write into the next reply of this connection
            gone = true;
        } finally {
            writing.unlock();
        }
    }
}
