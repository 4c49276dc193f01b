package ai.relayme.policybot.app;

import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.rights.CaseWatch;
import ai.relayme.policybot.rights.Cases;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers mail beside everything else: what it needs takes a while to load, and no visitor waits for it. */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long TRY_AGAIN_SECONDS = 10;

    private final Outbox outbox;
    private final Supplier<Cases> cases;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread starter;
    private @Nullable Thread ending;

    Delivery(Outbox outbox, Supplier<Cases> cases) {
        this.outbox = outbox;
        this.cases = cases;
    }

    /** Begins, in the background; once. */
    synchronized void start() {
        starter = Thread.ofPlatform().daemon().name("delivery").start(this::begin);
    }

    private void begin() {
        try {
            do {
                try {
                    CaseWatch watch = cases.get().watch();
                    outbox.start(watch, watch.jobs());
                    return;
                } catch (RuntimeException e) {
                    // whatever it is: nobody else begins
                    LOG.error("delivery of mail cannot begin; tried again in {} seconds", TRY_AGAIN_SECONDS, e);
                }
            } while (!closing.await(TRY_AGAIN_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to end, beside whatever else ends; deliveries under way may end. */
    synchronized void stop() {
        if (ending == null) {
            closing.countDown();
            Thread beginning = starter;
            ending = Thread.ofPlatform().daemon().name("delivery-ends").start(() -> {
                join(beginning);
                outbox.close();
            });
        }
    }

    private static void join(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends, and waits for the end. */
    @Override
    public void close() {
        stop();
        Thread last;
        synchronized (this) {
            last = ending;
        }
        join(last);
    }
}
