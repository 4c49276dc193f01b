package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.retrieval.IndexFolder;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Query;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How reading, indexing and searching grow with the corpus, which is made of templates: passages of one or two sentences, a
 * hundred a document. Prints a Markdown table; asserts nothing. Give the JVM a heap for the largest:
 * {@code mvn -q -Pbench verify -DskipTests -Dbench.class=GrowthBench -Dbench.args="--chart src/docs/growth.svg"}.
 */
@Command(name = "growth-bench", mixinStandardHelpOptions = true, description = "Measures how retrieval grows.", showDefaultValues = true)
public final class GrowthBench implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int A_DOCUMENT = 100;
    private static final int QUESTIONS = 300;
    private static final List<String> SUBJECTS = List.of("We", "Our partners", "The service team", "Our auditors",
            "The affiliates", "Selected vendors", "Support staff", "The research group");
    private static final List<String> VERBS = List.of("collect", "store", "share", "delete", "encrypt", "review",
            "transfer", "disclose", "archive", "combine", "publish", "correct");
    private static final List<String> THINGS = List.of("email addresses", "order records", "payment status",
            "device identifiers", "browser types", "support conversations", "access logs", "profile pictures",
            "delivery addresses", "usage counts", "voice recordings", "survey replies", "location traces");
    private static final List<String> PURPOSES = List.of("to process orders", "to prevent fraud",
            "for legal compliance",
            "to improve the product", "to answer complaints", "for marketing with consent", "to train staff",
            "to calculate bills", "to protect children", "to settle disputes");
    private static final List<String> LIMITS = List.of("for %d days", "for %d months", "until the account is closed",
            "while the contract of %d lasts", "as section %d requires", "in region %d only");

    @Option(names = "--sizes", split = ",", description = "how many passages")
    private List<Integer> sizes = List.of(100, 1_000, 10_000, 100_000, 1_000_000);
    @Option(names = "--chart", description = "where the figures are drawn")
    private @Nullable Path chart;
    @Option(names = "--vectors", negatable = true, description = "with vectors")
    private boolean vectors = true;

    private final ScriptFolder scripts = new ScriptFolder();
    private final Tokenizer tokenizer = new Tokenizer(scripts);

    private GrowthBench() {}

    /** Runs the benchmark; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GrowthBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Glossary glossary = Glossary.read();
        Optional<TextEmbedder> embedder = vectors ? Optional.of(TextEmbedder.read()) : Optional.empty();
        System.out.println("| passages | reading | indexing | reading and opening again | heap | on disk"
                + " | search p50 | p99 |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        List<GrowthChart.Row> rows = new ArrayList<>();
        for (int size : sizes) {
            rows.add(row(size, glossary, embedder));
        }
        if (chart != null) {
            Files.writeString(chart, GrowthChart.svg(rows));
        }
        return 0;
    }

    private GrowthChart.Row row(int size, Glossary glossary, Optional<TextEmbedder> embedder) throws Exception {
        Path folder = Files.createTempDirectory("policybot-growth");
        try {
            Path texts = folder.resolve("corpus");
            Optional<IndexFolder> place = Optional.of(IndexFolder.of(folder.resolve("index")));
            write(texts, size);
            double before = usedMebibytes();
            long began = System.nanoTime();
            Corpus corpus = new CorpusReader(documents -> List.of()).read(texts);
            long read = System.nanoTime();
            PassageIndex index = new PassageIndex(corpus, glossary, tokenizer, scripts, embedder, place);
            long indexed = System.nanoTime();
            double heap = usedMebibytes() - before;
            long[] took = search(index);
            long again = System.nanoTime();
            PassageIndex next = new PassageIndex(new CorpusReader(documents -> List.of()).read(texts), glossary,
                    tokenizer, scripts, embedder, place);
            double opened = (System.nanoTime() - again) / 1e9;
            search(next);
            GrowthChart.Row row = new GrowthChart.Row(size, took[QUESTIONS / 2] / 1e6, took[QUESTIONS * 99 / 100] / 1e6,
                    heap, (indexed - began) / 1e9, opened);
            System.out.printf(Locale.ROOT,
                    "| %,d | %.2f s | %.2f s | %.2f s | %.0f MiB | %.0f MiB | %.2f ms | %.2f ms |%n", size,
                    (read - began) / 1e9, (indexed - read) / 1e9, opened, heap, mebibytes(folder.resolve("index")),
                    row.p50(), row.p99());
            return row;
        } finally {
            Folders.delete(folder);
        }
    }

    private static double mebibytes(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
                    / (double) (1 << 20);
        }
    }

    private static long[] search(PassageIndex index) {
        long[] took = new long[QUESTIONS];
        for (int round = 0; round < 2; round++) {
            Random random = new Random(SEED + 1);
            for (int i = 0; i < QUESTIONS; i++) {
                String question = "Do " + pick(SUBJECTS, random) + " " + pick(VERBS, random) + " "
                        + pick(THINGS, random)
                        + " " + pick(PURPOSES, random) + "?";
                long began = System.nanoTime();
                index.search(Query.of(question, Language.EN), 10);
                took[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(took);
        return took;
    }

    private static void write(Path folder, int size) throws IOException {
        Random random = new Random(SEED);
        Path english = Files.createDirectories(folder.resolve("en"));
        for (int document = 0; document * A_DOCUMENT < size; document++) {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, """
                    ---
                    title: Policy %d
                    version: "2026-01-01"
                    url: https://example.com/policy-%d
                    status: official
                    prevails: en
                    ---
                    # Policy %d

                    """, document, document, document));
            for (int i = 0; i < A_DOCUMENT; i++) {
                if (i % 10 == 0) {
                    text.append("## ").append(i / 10 + 1).append(". ").append(pick(THINGS, random)).append("\n\n");
                }
                text.append(sentence(random));
                if (random.nextBoolean()) {
                    text.append(' ').append(sentence(random));
                }
                text.append("\n\n");
            }
            Files.writeString(english.resolve("policy-" + document + ".md"), text);
        }
    }

    private static String sentence(Random random) {
        return pick(SUBJECTS, random) + " " + pick(VERBS, random) + " " + pick(THINGS, random) + " "
                + pick(PURPOSES, random) + " "
                + String.format(Locale.ROOT, pick(LIMITS, random), random.nextInt(1, 400)) + ".";
    }

    private static String pick(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static double usedMebibytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20);
    }
}
