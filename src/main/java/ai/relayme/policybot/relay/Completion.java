package ai.relayme.policybot.relay;

/**
 * How a whole answer came about; its sentences were handed over before.
 *
 * @param model      the model that wrote it, by the name it was asked by
 * @param notCovered whether the model says that the passages do not answer; then no sentence was handed over
 */
public record Completion(String model, boolean notCovered) {}
