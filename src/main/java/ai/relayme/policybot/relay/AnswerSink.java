package ai.relayme.policybot.relay;

/** Takes what comes of asking a model, on the asking thread. */
@FunctionalInterface
public interface AnswerSink {
    /** A sentence with its markers has come; nothing of it is verified. What this throws ends the call and is thrown on. */
    void sentence(String sentence);

    /** A call ended, well or badly; there may be several to one answer. */
    default void ended(Call call) {}
}
