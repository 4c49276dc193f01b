package ai.relayme.policybot.app;

import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.rights.CaseWatch;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins to deliver mail beside everything else: what it needs takes a while to load, and no visitor waits for it. */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long TRY_AGAIN_SECONDS = 10;

    private final Outbox outbox;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter;

    Delivery(Outbox outbox, Supplier<Cases> cases) {
        this.outbox = outbox;
        this.starter = Thread.ofPlatform().daemon().name("delivery").start(() -> start(cases));
    }

    private void start(Supplier<Cases> cases) {
        try {
            do {
                try {
                    CaseWatch watch = cases.get().watch();
                    outbox.start(watch, watch.jobs());
                    return;
                } catch (StoreException e) {
                    LOG.error("delivery of mail cannot begin; tried again in {} seconds", TRY_AGAIN_SECONDS, e);
                }
            } while (!closing.await(TRY_AGAIN_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
