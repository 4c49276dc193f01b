package ai.relayme.policybot.relay;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response's body, waited for no longer than the reader says; the JDK's own body stream waits for ever.
 * Holds one delivery at a time, so a flood stays in the socket. Closing it before its end closes the connection.
 */
final class TimedBody implements BodySubscriber<TimedBody>, Closeable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private sealed interface Signal {}

    private record Bytes(List<ByteBuffer> buffers) implements Signal {}

    /** The end of the body: a clean one without fault. */
    private record End(@Nullable Throwable fault) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private List<ByteBuffer> buffers = List.of();
    private int next;
    private ByteBuffer current = NOTHING;
    private @Nullable End end;

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (!subscription.complete(given)) {
            given.cancel();
            return;
        }
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        signals.add(new Bytes(item));
    }

    @Override
    public void onError(Throwable fault) {
        signals.add(new End(fault));
    }

    @Override
    public void onComplete() {
        signals.add(new End(null));
    }

    /**
     * The next byte, -1 at the end.
     *
     * @throws IOException      where the body was cut off
     * @throws TimeoutException where the deadline passes first
     */
    int read(Deadline deadline) throws IOException, InterruptedException, TimeoutException {
        while (!current.hasRemaining()) {
            if (next < buffers.size()) {
                current = buffers.get(next);
                next++;
                continue;
            }
            if (!receive(deadline)) {
                return -1;
            }
        }
        return current.get() & 0xFF;
    }

    private boolean receive(Deadline deadline) throws IOException, InterruptedException, TimeoutException {
        Signal signal = end != null ? end : signals.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        if (signal == null) {
            throw new TimeoutException();
        }
        if (signal instanceof Bytes bytes) {
            buffers = bytes.buffers();
            next = 0;
            subscription.join().request(1);
            return true;
        }
        end = (End) signal;
        if (end.fault() != null) {
            throw new EOFException("the body was cut off");
        }
        return false;
    }

    @Override
    public void close() {
        // a subscription that comes later finds this one and is cancelled then
        if (!subscription.completeExceptionally(new EOFException("closed")) && end == null) {
            subscription.join().cancel();
        }
    }
}
