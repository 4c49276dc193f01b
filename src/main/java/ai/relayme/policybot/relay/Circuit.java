package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds calls to a model back when half of the last ones failed, until a probe succeeds. Probes are calls of their own,
 * off the visitors' way: nobody waits for a model to fail once more. Safe for concurrent use.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    /** Looked back upon, in calls. */
    private static final int WINDOW = 20;
    /** Fewer tell nothing. */
    private static final int FEWEST_CALLS = 10;
    /** Of a hundred calls; from here on a model fails more than it helps. */
    private static final float HIGHEST_FAILURE_RATE = 50;
    /** Used-up quota comes back by the month or by a payment. */
    private static final Duration QUOTA_PAUSE = Duration.ofMinutes(5);
    private static final double SPREAD = 0.2;

    /** Asks the model something small. */
    @FunctionalInterface
    interface Probe {
        void call(String model) throws RelayException;
    }

    private final String model;
    private final CircuitBreaker breaker;
    private final IntervalFunction pauses;
    private final Probe probe;
    private final Executor executor;
    private final CountDownLatch closed;
    private final AtomicBoolean probing = new AtomicBoolean();
    /** What a person was told of last; a success forgets it. */
    private final AtomicReference<Reason> told = new AtomicReference<>(Reason.CANCELLED);

    /** @param closed is counted down when nothing shall be probed any more */
    Circuit(String model, Timings timings, Probe probe, Executor executor, CountDownLatch closed) {
        this.model = model;
        this.probe = probe;
        this.executor = executor;
        this.closed = closed;
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(timings.firstProbe(), 2, SPREAD,
                timings.longestProbe());
        this.breaker = CircuitBreaker.of(model, CircuitBreakerConfig.custom()
                .slidingWindow(WINDOW, FEWEST_CALLS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(HIGHEST_FAILURE_RATE).permittedNumberOfCallsInHalfOpenState(1)
                .writableStackTraceEnabled(false).build());
    }

    String model() {
        return model;
    }

    /** Whether the model may be called. */
    boolean isClosed() {
        return breaker.getState() == State.CLOSED;
    }

    void succeeded(Duration took) {
        told.set(Reason.CANCELLED);
        breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    void failed(RelayException failure, Duration took) {
        if (!failure.reason().isOfTheRelay()) {
            return;
        }
        breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
        boolean usedUp = failure.reason() == Reason.QUOTA_EXHAUSTED;
        if (usedUp && isClosed()) {
            breaker.transitionToOpenState();
        }
        if (failure.reason().needsAPerson() && told.getAndSet(failure.reason()) != failure.reason()) {
            LOG.error("relay needs you: model={} reason={} ({}); answers are quoted until that is mended", model,
                    failure.reason(), failure.getMessage());
        }
        if (!isClosed() && probing.compareAndSet(false, true)) {
            LOG.warn("relay circuit open: model={} reason={}; it is not called until a probe succeeds", model,
                    failure.reason());
            executor.execute(() -> probeUntilClosed(usedUp));
        }
    }

    private void probeUntilClosed(boolean usedUp) {
        try {
            for (int attempt = 1; !isClosed(); attempt++) {
                Duration pause = usedUp ? QUOTA_PAUSE : Duration.ofMillis(pauses.apply(attempt));
                if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                probeOnce();
            }
            LOG.warn("relay circuit closed: model={}; a probe succeeded", model);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            probing.set(false);
        }
    }

    private void probeOnce() {
        breaker.transitionToHalfOpenState();
        long began = System.nanoTime();
        try {
            probe.call(model);
            succeeded(Duration.ofNanos(System.nanoTime() - began));
        } catch (RelayException e) {
            breaker.transitionToOpenState();
        }
    }
}
