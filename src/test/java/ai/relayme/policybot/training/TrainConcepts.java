package ai.relayme.policybot.training;

import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Trains {@code concepts.model} from the questions in {@code src/test/resources/training/concepts-*.tsv}. Run it from the
 * project's root after a change of the questions or of {@code glossary.txt}: {@code mvn -q test-compile exec:exec -Ptrain}.
 */
public final class TrainConcepts {
    private static final Path MODEL = Path.of("src/main/resources/ai/relayme/policybot/glossary/concepts.model");

    /** Of some 200 concepts a word tells of a few only. */
    private static final int MOST_WEIGHTS = 32;

    private TrainConcepts() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        List<Examples.Labelled> labelled = new ArrayList<>(Examples.concepts());
        Collections.shuffle(labelled, new Random(7));
        Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
        Glossary glossary = Glossary.read();
        List<Trainer.Example> examples = labelled.stream()
                .map(example -> new Trainer.Example(ConceptClassifier.features(tokenizer, glossary, example.text()),
                        List.of(example.label().split(","))))
                .toList();
        try (OutputStream out = Files.newOutputStream(MODEL)) {
            new Trainer(examples).fit(Examples.digest(), SettledFit::weights, MOST_WEIGHTS).write(out);
        }
        System.out.printf(Locale.ROOT, "%d examples, %d bytes%n", examples.size(), Files.size(MODEL));
    }
}
