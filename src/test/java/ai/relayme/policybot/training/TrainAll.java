package ai.relayme.policybot.training;

import ai.relayme.policybot.retrieval.TrainRanking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Trains all that is learned from the examples, each after what it rests on. Run it from the project's root after a change of
 * the examples, {@code glossary.txt} or {@code intent.txt}: {@code mvn -q test-compile exec:exec -Ptrain}.
 */
public final class TrainAll {
    private static final Path RESOURCES = Path.of("src/main/resources/ai/relayme/policybot");
    private static final Path CLASS_PATH = Path.of("target/classes/ai/relayme/policybot");

    private TrainAll() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        TrainConcepts.main(arguments);
        TrainIntents.main(arguments);
        publish();
        TrainRanking.main(arguments);
    }

    /** The ranking is fitted to what the new classifiers say, and reads them from the class path. */
    private static void publish() throws IOException {
        for (String model : List.of("glossary/concepts.model", "intent/intent.model")) {
            Files.copy(RESOURCES.resolve(model), CLASS_PATH.resolve(model), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
