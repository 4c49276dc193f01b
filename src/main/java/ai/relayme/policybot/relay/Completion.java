package ai.relayme.policybot.relay;

/**
 * How a whole answer came about; its sentences were handed over before.
 *
 * @param model        the model that wrote it, by the name it was asked by
 * @param notCovered   whether the model says that the passages do not answer; then no sentence was handed over
 * @param inputTokens  tokens of the prompt, 0 where the relay does not say
 * @param outputTokens tokens of the answer, 0 where the relay does not say
 */
public record Completion(String model, boolean notCovered, int inputTokens, int outputTokens) {}
