package ai.relayme.policybot.tracing;

/** A stretch of work. Used and closed by the thread that began it. */
public interface Span extends AutoCloseable {
    /** Tells nobody. */
    Span NONE = new Span() {
        @Override
        public void rename(String name) {
            // it has none
        }

        @Override
        public void set(String attribute, String value) {
            // it keeps none
        }

        @Override
        public void set(String attribute, long value) {
            // it keeps none
        }

        @Override
        public void fail(String type) {
            // nobody wants to know
        }

        @Override
        public void close() {
            // it was never begun
        }
    };

    /** Gives it a better name, known only now. */
    void rename(String name);

    /** Says more about it. */
    void set(String attribute, String value);

    /** Says more about it. */
    void set(String attribute, long value);

    /** It failed, for the reason of that word. */
    void fail(String type);

    /** It ends. */
    @Override
    void close();
}
