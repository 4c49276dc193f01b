package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.evaluation.GoldenFileException;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.store.TestPostgres;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures {@code policybot.jar} as its users meet it, over HTTP, and prints a Markdown table: start-up, resident
 * memory, latency of {@code POST /search}, throughput and latency of {@code POST /ask} in quote mode. It asserts nothing.
 *
 * <p>
 * {@code mvn -q -Pbench verify -DskipTests} builds the jar and runs it with its defaults, in about a minute. Options
 * are given in one property: {@code -Dbench.args="--runs 10 --connections 32 --jvm -XX:AOTCache=policybot.aot"}.
 */
@Command(name = "server-bench", mixinStandardHelpOptions = true, description = "Measures the packaged server.", showDefaultValues = true)
public final class ServerBench implements Callable<Integer> {
    /** Fixed, so that every run asks in the same order. */
    private static final long SEED = 1;
    private static final int MEMORY_QUESTIONS = 1_000;
    private static final int MEMORY_CONNECTIONS = 4;

    private final JsonMapper json = new JsonMapper();
    private final List<String> rows = new ArrayList<>();

    @Parameters(index = "0", arity = "0..1", description = "the packaged server")
    private Path jar = Path.of("target", "policybot.jar");
    @Parameters(index = "1", arity = "0..1", description = "the corpus folder")
    private Path corpus = Path.of("corpus");
    @Option(names = "--questions", description = "golden questions to ask")
    private Path questions = Path.of("src", "test", "resources", "evaluation", "dev.jsonl");
    @Option(names = "--runs", description = "starts that are timed, on an empty and on an existing data folder each")
    private int runs = 5;
    @Option(names = "--connections", description = "concurrent keep-alive connections of /ask")
    private int connections = 16;
    @Option(names = "--seconds", description = "how long each load is measured")
    private int seconds = 10;
    @Option(names = "--warm-up", description = "seconds of the same load before it is measured")
    private int warmUp = 10;
    @Option(names = "--search-connections", description = "concurrent keep-alive connections of /search")
    private int searchConnections = 2;
    @Option(names = "--search-rate", description = "searches a second, from one connection, besides")
    private int searchRate = 100;
    @Option(names = "--heap", description = "the server's -Xmx, but for start-up")
    private String heap = "256m";
    @Option(names = "--jvm", description = "more flags for the server's JVM, separated by spaces")
    private String jvm = "";
    @Option(names = "--postgres", description = "the load on a PostgreSQL of its own beside it, in place of SQLite")
    private boolean postgres;

    private ServerBench() {}

    /** Runs the benchmark; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ServerBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GoldenFileException {
        List<GoldenQuestion> golden = new ArrayList<>(GoldenQuestions.read(questions));
        Collections.shuffle(golden, new Random(SEED));
        List<byte[]> asks = requests("/ask", golden);
        List<byte[]> searches = requests("/search", golden);
        Path folder = Files.createTempDirectory("policybot-bench");
        try {
            measureStart(folder);
            measureLoad(Files.createDirectory(folder.resolve("load")), asks, searches);
        } finally {
            Folders.delete(folder);
        }
        System.out.println(
                "| what | figure | other than 200 | date | cores | JVM |\n| --- | --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
        return 0;
    }

    private void measureStart(Path folder) throws IOException, InterruptedException {
        double[] empty = new double[runs];
        double[] existing = new double[runs];
        double[] emptyCpu = new double[runs];
        double[] existingCpu = new double[runs];
        for (int run = 0; run < runs; run++) {
            Path data = Files.createDirectory(folder.resolve("start-" + run));
            measureStart(data, run, empty, emptyCpu);
            measureStart(data, run, existing, existingCpu);
        }
        addRow("start-up to ready, empty data folder, " + runs + " runs", spread(empty, "ms", 0), Map.of());
        addRow("processor time of that start", spread(emptyCpu, "s", 2), Map.of());
        addRow("start-up to ready, existing data folder, " + runs + " runs", spread(existing, "ms", 0), Map.of());
        addRow("processor time of that start", spread(existingCpu, "s", 2), Map.of());
    }

    private void measureStart(Path data, int run, double[] milliseconds, double[] cpuSeconds)
            throws IOException, InterruptedException {
        try (BenchServer server = new BenchServer(jar, corpus, data, flags(), Map.of())) {
            milliseconds[run] = server.startMilliseconds();
            cpuSeconds[run] = server.startCpuSeconds();
        }
    }

    private void measureLoad(Path data, List<byte[]> asks, List<byte[]> searches)
            throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(List.of("-Xmx" + heap));
        flags.addAll(flags());
        try (Database database = database();
                BenchServer server = new BenchServer(jar, corpus, data, flags,
                        database.settings())) {
            String disk = ", -Xmx" + heap + ", " + database.name() + " on " + Files.getFileStore(data).type();
            Load.Outcome asked = new Load(server.address(), asks).count(MEMORY_CONNECTIONS, MEMORY_QUESTIONS);
            addRow("resident memory after " + MEMORY_QUESTIONS + " questions" + disk, resident(server), asked.others());

            measureSearch(server, searches, disk);

            Load ask = new Load(server.address(), asks);
            ask.forSeconds(connections, warmUp);
            Load.Outcome answered = ask.forSeconds(connections, seconds);
            addRow("POST /ask, quote mode, " + connections + " connections for " + seconds + " s" + disk,
                    rateAndLatency(answered), answered.others());
            addRow("resident memory after that load" + disk, resident(server), Map.of());
        }
    }

    /** Under load; and at a pace at which a machine sleeps between two searches, beside a request that computes nothing. */
    private void measureSearch(BenchServer server, List<byte[]> searches, String disk) throws InterruptedException {
        Load search = new Load(server.address(), searches);
        search.forSeconds(searchConnections, warmUp);
        Load.Outcome found = search.forSeconds(searchConnections, seconds);
        addRow("POST /search, " + searchConnections + " connections for " + seconds + " s" + disk,
                rateAndLatency(found), found.others());
        String pace = ", 1 connection, up to " + searchRate + "/s for " + seconds + " s" + disk;
        Load.Outcome paced = search.forSecondsAtRate(seconds, searchRate);
        addRow("POST /search" + pace, rateAndLatency(paced), paced.others());
        Load.Outcome floor = new Load(server.address(), List.of(HttpConnection.get("/health/live")))
                .forSecondsAtRate(seconds, searchRate);
        addRow("GET /health/live" + pace, rateAndLatency(floor), floor.others());
    }

    /** What a server keeps its data in. */
    private record Database(String name, Map<String, String> settings, Closeable process) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            process.close();
        }
    }

    private Database database() {
        if (!postgres) {
            return new Database("SQLite", Map.of(), () -> {});
        }
        TestPostgres started = TestPostgres.start();
        return new Database("PostgreSQL", Map.of("DATABASE_URL", started.freshUrl()), started::close);
    }

    private List<String> flags() {
        return jvm.isBlank() ? List.of() : List.of(jvm.strip().split("\\s+"));
    }

    private List<byte[]> requests(String path, List<GoldenQuestion> golden) throws JsonProcessingException {
        List<byte[]> requests = new ArrayList<>();
        for (GoldenQuestion question : golden) {
            requests.add(HttpConnection.post(path, json.writeValueAsBytes(Map.of("question", question.question()))));
        }
        return requests;
    }

    private static String spread(double[] figures, String unit, int decimals) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        String form = "%." + decimals + "f " + unit;
        return sorted.length == 0
                ? "not measured"
                : String.format(Locale.ROOT, "min " + form + ", median " + form + ", max " + form, sorted[0],
                        sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private static String resident(BenchServer server) throws IOException {
        return String.format(Locale.ROOT, "%.0f MiB", server.residentMebibytes());
    }

    private static String rateAndLatency(Load.Outcome outcome) {
        return String.format(Locale.ROOT, "%.0f/s, p50 %.2f ms, p99 %.2f ms", outcome.perSecond(),
                outcome.milliseconds(0.5),
                outcome.milliseconds(0.99));
    }

    private void addRow(String what, String figure, Map<Integer, Integer> others) {
        String flags = jvm.isBlank() ? "" : ", " + jvm.strip();
        rows.add(String.format(Locale.ROOT, "| %s | %s | %s | %s | %d | %s |", what + flags, figure,
                others.isEmpty() ? "none" : others,
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + Runtime.version()));
    }
}
