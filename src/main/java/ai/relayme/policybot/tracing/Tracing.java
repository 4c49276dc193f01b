package ai.relayme.policybot.tracing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans. One that is begun on a thread is the parent of those that begin there before it is closed. Names and
 * attributes are words of settings, enumerations and routes, and numbers: nothing that a visitor or a model wrote. Safe for
 * concurrent use.
 */
public interface Tracing extends AutoCloseable {
    /** Makes none, and costs nothing. */
    Tracing NONE = new Tracing() {
        @Override
        public Span serve(String name, @Nullable String traceparent, @Nullable String tracestate) {
            return Span.NONE;
        }

        @Override
        public Span begin(String name) {
            return Span.NONE;
        }

        @Override
        public void called(String name, Duration took, Map<String, String> words, Map<String, Long> numbers,
                @Nullable String failure) {
            // nobody wants to know
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /**
     * Sends spans to that collector, over OTLP/HTTP.
     *
     * @param endpoint its base address, such as {@code http://localhost:4318}
     * @param version  of the program
     */
    static Tracing to(URI endpoint, String version) {
        return new OtlpTracing(endpoint, version);
    }

    /**
     * Begins to serve a request of somebody else's.
     *
     * @param traceparent the caller's span, as W3C's Trace Context writes it, if there is one; one that is malformed counts
     *                    as none
     * @param tracestate  what goes with it
     */
    Span serve(String name, @Nullable String traceparent, @Nullable String tracestate);

    /** Begins a step of what the thread is at. */
    Span begin(String name);

    /**
     * Tells of a call to another service that has just ended.
     *
     * @param words   attributes
     * @param numbers attributes
     * @param failure why it failed, a word; null where it did not
     */
    void called(String name, Duration took, Map<String, String> words, Map<String, Long> numbers,
            @Nullable String failure);

    /** Sends what is left, for some seconds at most. */
    @Override
    void close();
}
