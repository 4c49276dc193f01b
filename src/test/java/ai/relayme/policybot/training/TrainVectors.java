package ai.relayme.policybot.training;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.vectors.TextEmbedder;
import ai.relayme.policybot.vectors.VectorTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes {@code vectors.bin}. Every English word of bge-small-en's vocabulary and every Han character and common pair of
 * them is embedded once, by that model or by bge-small-zh; the latter's space holds English words too, and by these it is
 * laid over the former's. What the words have in common is taken off, the space is narrowed to its main directions, and
 * rarer words count more. Then {@link VectorTrainer} moves the vectors by the labelled questions and the glossary's terms.
 * Prints how often the likeliest concept of an unseen question is the right one. Run it from the project's root after a
 * change of the examples or of {@code glossary.txt}: {@code mvn -q -Pvectors test-compile exec:exec}; it takes some ten
 * minutes.
 */
public final class TrainVectors {
    private static final Path TARGET = Path.of("src/main/resources/ai/relayme/policybot/vectors/vectors.bin");
    private static final int DIMENSIONS = 128;
    private static final int ENGLISH_DIMENSIONS = 384;
    private static final int CHINESE_DIMENSIONS = 512;
    private static final int FEWEST_MENTIONS = 2;
    private static final int BATCH = 16;
    private static final double RIDGE = 30;
    /** How much slower than its rank in the vocabulary a word's weight grows at the beginning. */
    private static final int RANK_OFFSET = 51;
    /** Alone a Han character tells less than the pairs it stands in. */
    private static final double CHARACTER_SHARE = 0.6;
    private static final double MENTION_SCALE = 4_000;
    private static final int ONE_OF_UNSEEN = 10;

    private final Tokenizer tokenizer = new Tokenizer(new ScriptFolder());
    private final Map<String, Integer> mentions = new LinkedHashMap<>();

    private TrainVectors() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        new TrainVectors().run();
    }

    private void run() throws IOException {
        List<Examples.Labelled> questions = Examples.concepts();
        List<Examples.Labelled> labelled = new ArrayList<>(questions);
        Set<String> concepts = new TreeSet<>();
        for (BlockFile.Block block : BlockFile.read(Glossary.class, "glossary.txt")) {
            concepts.add(block.name());
            for (String key : List.of("en", "zh")) {
                block.values(key).forEach(term -> labelled
                        .add(new Examples.Labelled(block.name(), term.replaceAll("\\.\\.|[$^]", " ").strip())));
            }
        }
        Examples.intents().forEach(example -> count(example.text()));
        labelled.forEach(example -> count(example.text()));

        List<String> words = words();
        List<String> han = han();
        float[][] vectors = places(words, han);
        weigh(vectors, words.size(), han);
        List<String> names = new ArrayList<>(words);
        names.addAll(han);

        List<VectorTrainer.Example> examples = examples(labelled, names, List.copyOf(concepts));
        validate(vectors, examples, questions.size(), concepts.size());
        float[][] odds = new VectorTrainer(vectors, concepts.size()).fit(examples);
        TextEmbedder embedder = new TextEmbedder(Examples.vectorsDigest(), DIMENSIONS,
                VectorTable.of(names, List.of(vectors)), VectorTable.of(List.copyOf(concepts), List.of(odds)));
        Files.createDirectories(TARGET.getParent());
        try (OutputStream out = Files.newOutputStream(TARGET)) {
            embedder.write(out);
        }
        System.out.printf(Locale.ROOT, "%d tokens, %d examples, %d bytes%n", names.size(), examples.size(),
                Files.size(TARGET));
    }

    private void count(String text) {
        TextEmbedder.tokens(tokenizer.tokens(text), token -> true)
                .forEach(token -> mentions.merge(token, 1, Integer::sum));
    }

    private static Collection<String> vocabulary(String language) throws IOException {
        try (InputStream stream = TrainVectors.class
                .getResourceAsStream("/bge-small-" + language + "-v1.5-q-tokenizer.json")) {
            if (stream == null) {
                throw new IllegalStateException("run it with -Pvectors: the models are not there");
            }
            JsonNode vocabulary = new ObjectMapper().readTree(stream).path("model").path("vocab");
            List<String> tokens = new ArrayList<>();
            vocabulary.fieldNames().forEachRemaining(tokens::add);
            tokens.sort((a, b) -> Integer.compare(vocabulary.path(a).asInt(), vocabulary.path(b).asInt()));
            return tokens;
        }
    }

    /** Words, the most frequent first: the order of the vocabulary; then those of our own texts. */
    private List<String> words() throws IOException {
        Set<String> words = new LinkedHashSet<>();
        vocabulary("en").stream().filter(word -> word.length() > 1 && word.matches("[a-z0-9]*[a-z][a-z0-9]*"))
                .forEach(words::add);
        mentions.forEach((token, count) -> {
            if (count >= FEWEST_MENTIONS && token.matches("[a-z][a-z0-9]+")) {
                words.add(token);
            }
        });
        return List.copyOf(words);
    }

    /** Han characters and the pairs of them that our own texts have more than once. */
    private List<String> han() throws IOException {
        Set<String> han = new LinkedHashSet<>();
        ScriptFolder scripts = new ScriptFolder();
        vocabulary("zh").stream().filter(token -> token.matches("\\p{IsHan}")).map(scripts::fold).forEach(han::add);
        mentions.forEach((token, count) -> {
            if (count >= FEWEST_MENTIONS && token.matches("\\p{IsHan}{2}")) {
                han.add(token);
            }
        });
        return List.copyOf(han);
    }

    /** Where the models place words and Han tokens, in one narrow space. */
    private static float[][] places(List<String> words, List<String> han) {
        EmbeddingModel english = model(ENGLISH_DIMENSIONS);
        EmbeddingModel chinese = model(CHINESE_DIMENSIONS);
        float[][] inEnglish = embed(english, words);
        Matrices.subtract(inEnglish, Matrices.mean(inEnglish));
        double[][] covariance = Matrices.products(inEnglish, inEnglish);
        for (double[] row : covariance) {
            for (int i = 0; i < row.length; i++) {
                row[i] /= words.size();
            }
        }
        float[][] narrow = Matrices.times(inEnglish, Matrices.principal(covariance, DIMENSIONS));
        float[][] inChinese = embed(chinese, words);
        Matrices.subtract(inChinese, Matrices.mean(inChinese));
        double[][] gram = Matrices.products(inChinese, inChinese);
        for (int i = 0; i < gram.length; i++) {
            gram[i][i] += RIDGE;
        }
        double[][] bridge = Matrices.solve(gram, Matrices.products(inChinese, narrow));
        float[][] hanPlaces = embed(chinese, han);
        Matrices.subtract(hanPlaces, Matrices.mean(hanPlaces));
        float[][] bridged = Matrices.times(hanPlaces, bridge);
        // each language's vectors are on average of length 1
        scale(narrow, 1 / meanLength(narrow));
        scale(bridged, 1 / meanLength(bridged));
        float[][] all = new float[words.size() + han.size()][];
        System.arraycopy(narrow, 0, all, 0, narrow.length);
        System.arraycopy(bridged, 0, all, narrow.length, bridged.length);
        return all;
    }

    private static EmbeddingModel model(int dimensions) {
        return ServiceLoader.load(EmbeddingModelFactory.class).stream().map(factory -> factory.get().create())
                .filter(model -> model.dimension() == dimensions).findFirst()
                .orElseThrow(() -> new IllegalStateException("run it with -Pvectors: a model is not there"));
    }

    private static float[][] embed(EmbeddingModel model, List<String> texts) {
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < vectors.length; from += BATCH) {
            int start = from;
            List<TextSegment> batch = texts.subList(from, Math.min(vectors.length, from + BATCH)).stream()
                    .map(TextSegment::from).toList();
            var embedded = model.embedAll(batch).content();
            IntStream.range(0, batch.size()).forEach(i -> vectors[start + i] = embedded.get(i).vector().clone());
        }
        return vectors;
    }

    private static double meanLength(float[][] vectors) {
        double sum = 0;
        for (float[] vector : vectors) {
            sum += Math.sqrt(VectorTrainer.dot(vector, vector));
        }
        return sum / vectors.length;
    }

    private static void scale(float[][] vectors, double factor) {
        for (float[] vector : vectors) {
            scale(vector, factor);
        }
    }

    private static void scale(float[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= (float) factor;
        }
    }

    /** Makes rare tokens' vectors longer: English words by their rank in the vocabulary, Han tokens by our own texts. */
    private void weigh(float[][] vectors, int words, List<String> han) {
        double[] weights = new double[vectors.length];
        double total = mentions.values().stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i < words
                    ? Math.log(i + RANK_OFFSET) - Math.log(RANK_OFFSET)
                    : Math.log(1 + total / MENTION_SCALE / (mentions.getOrDefault(han.get(i - words), 0) + 1));
        }
        double mean = IntStream.range(0, words).mapToDouble(i -> weights[i]).average().orElseThrow();
        double hanMean = IntStream.range(words, weights.length).mapToDouble(i -> weights[i]).average().orElseThrow();
        for (int i = 0; i < weights.length; i++) {
            double share = i < words ? 1 : mean / hanMean * (han.get(i - words).length() == 1 ? CHARACTER_SHARE : 1);
            scale(vectors[i], weights[i] * share);
        }
    }

    private List<VectorTrainer.Example> examples(List<Examples.Labelled> labelled, List<String> names,
            List<String> concepts) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
        List<VectorTrainer.Example> examples = new ArrayList<>();
        for (Examples.Labelled example : labelled) {
            int[] tokens = TextEmbedder.tokens(tokenizer.tokens(example.text()), places::containsKey).stream()
                    .mapToInt(token -> places.getOrDefault(token, 0)).toArray();
            int[] about = List.of(example.label().split(",", -1)).stream().mapToInt(concepts::indexOf).toArray();
            examples.add(new VectorTrainer.Example(tokens, about));
        }
        return examples;
    }

    private static void validate(float[][] vectors, List<VectorTrainer.Example> examples, int questions, int concepts) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, questions).boxed().toList());
        Collections.shuffle(order, new Random(7));
        List<Integer> unseen = order.subList(0, questions / ONE_OF_UNSEEN);
        List<VectorTrainer.Example> seen = new ArrayList<>(examples);
        seen.removeAll(unseen.stream().map(examples::get).toList());
        float[][] moved = Arrays.stream(vectors).map(float[]::clone).toArray(float[][]::new);
        float[][] odds = new VectorTrainer(moved, concepts).fit(seen);
        int right = 0;
        for (int i : unseen) {
            float[] sum = new float[DIMENSIONS];
            for (int token : examples.get(i).tokens()) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += moved[token][j];
                }
            }
            int likeliest = IntStream.range(0, odds.length).boxed()
                    .max((a, b) -> Double.compare(VectorTrainer.dot(odds[a], sum), VectorTrainer.dot(odds[b], sum)))
                    .orElseThrow();
            right += IntStream.of(examples.get(i).concepts()).anyMatch(concept -> concept == likeliest) ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "likeliest concept right: %.3f of %d unseen questions, among %d concepts%n",
                right / (double) unseen.size(), unseen.size(), concepts);
    }
}
