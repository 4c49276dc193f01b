package ai.relayme.policybot.conversation;

import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.tracing.Span;
import ai.relayme.policybot.tracing.Tracing;
import java.time.Duration;
import java.util.Locale;

/** Times the steps of answering a question. Safe for concurrent use. */
final class Stages {
    private final Metrics metrics;
    private final Tracing tracing;

    Stages(Metrics metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    /** The steps; those of a model go on while its sentences are checked. */
    enum Stage {
        INTENT, RETRIEVAL, REWRITING, RELAY, GATES, QUOTING, STORING
    }

    /** What a step does. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Does it, and tells how long it took, whether or not it succeeds. */
    <T, E extends Exception> T time(Stage stage, Work<T, E> work) throws E {
        long began = System.nanoTime();
        try (Span _ = tracing.begin(stage.name().toLowerCase(Locale.ROOT))) {
            return work.run();
        } finally {
            metrics.stage(stage.name(), Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
