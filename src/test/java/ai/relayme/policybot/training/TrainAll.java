package ai.relayme.policybot.training;

import ai.relayme.policybot.retrieval.TrainRanking;

/**
 * Trains all that is learned from the examples, each after what it rests on. Run it from the project's root after a change of
 * the examples, {@code glossary.txt} or {@code intent.txt}: {@code mvn -q test-compile exec:exec -Ptrain}.
 */
public final class TrainAll {
    private TrainAll() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        TrainConcepts.main(arguments);
        TrainIntents.main(arguments);
        TrainRanking.main(arguments);
    }
}
