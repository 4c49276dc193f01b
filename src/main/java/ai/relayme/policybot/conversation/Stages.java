package ai.relayme.policybot.conversation;

import ai.relayme.policybot.metrics.Metrics;
import java.time.Duration;

/** Times the steps of answering a question. Safe for concurrent use. */
final class Stages {
    private final Metrics metrics;

    Stages(Metrics metrics) {
        this.metrics = metrics;
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
        try {
            return work.run();
        } finally {
            metrics.stage(stage.name(), Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
