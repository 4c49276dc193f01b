package ai.relayme.policybot.training;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.LinearClassifier;
import ai.relayme.policybot.language.LinearClassifier.Prediction;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Trains {@code intent.model} from the examples in {@code src/test/resources/training}, and prints how often it is right
 * on examples that it was not trained on. Run it from the project's root after a change of the examples, of
 * {@code intent.txt} or of {@code glossary.txt}: {@code mvn -q test-compile exec:exec -Ptrain}.
 */
public final class TrainIntents {
    private static final Path MODEL = Path.of("src/main/resources/ai/relayme/policybot/intent/intent.model");
    private static final int FOLDS = 5;
    private static final int MOST_WEIGHTS = 255;

    private TrainIntents() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        List<Examples.Labelled> labelled = new ArrayList<>(Examples.intents());
        Collections.shuffle(labelled, new Random(7));
        Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
        IntentFeatures features = new IntentFeatures(tokenizer, Glossary.read());
        List<Trainer.Example> examples = labelled.stream()
                .map(example -> new Trainer.Example(features.of(example.text()), List.of(example.label()))).toList();
        crossValidate(examples);
        try (OutputStream out = Files.newOutputStream(MODEL)) {
            new Trainer(examples).fit(Examples.digest(), WanderingFit::weights, MOST_WEIGHTS).write(out);
        }
        System.out.printf(Locale.ROOT, "%d examples, %d bytes%n", examples.size(), Files.size(MODEL));
    }

    private static void crossValidate(List<Trainer.Example> examples) {
        Map<String, int[]> tally = new TreeMap<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Trainer.Example> seen = new ArrayList<>();
            List<Trainer.Example> unseen = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                (i % FOLDS == fold ? unseen : seen).add(examples.get(i));
            }
            LinearClassifier classifier = new Trainer(seen).fit("", WanderingFit::weights, MOST_WEIGHTS);
            for (Trainer.Example example : unseen) {
                String likeliest = classifier.predict(example.features()).stream()
                        .max(Comparator.comparingDouble(Prediction::chance)).orElseThrow().label();
                for (String group : List.of(example.labels().getFirst(), "all")) {
                    int[] counts = tally.computeIfAbsent(group, name -> new int[2]);
                    counts[0] += example.labels().contains(likeliest) ? 1 : 0;
                    counts[1]++;
                }
            }
        }
        tally.forEach((label, counts) -> System.out.printf(Locale.ROOT, "%-24s %.3f (%d/%d)%n", label,
                counts[0] / (double) counts[1], counts[0], counts[1]));
    }
}
