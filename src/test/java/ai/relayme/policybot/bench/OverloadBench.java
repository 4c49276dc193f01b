package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.store.TestPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a server does that gets five times what it can answer, how soon it is itself again, and what 2,000 streams cost on
 * which nothing moves. Prints Markdown tables; asserts nothing:
 * {@code mvn -q -Pbench verify -DskipTests -Dbench.class=OverloadBench -Dbench.args="--seconds 300 --pin"}.
 */
@Command(name = "overload-bench", mixinStandardHelpOptions = true, description = "Measures overload.", showDefaultValues = true)
public final class OverloadBench implements Callable<Integer> {
    private static final byte[] QUESTION = HttpConnection.post("/ask",
            "{\"question\": \"Do you sell my personal data?\"}".getBytes(StandardCharsets.UTF_8));
    /** The threads that read requests, and refuse. */
    private static final String READERS = "http-";
    private static final int PEAK_CONNECTIONS = 16;
    private static final int TIMES = 5;
    /** An answer within this is as good as one of a quiet server. */
    private static final double GOOD_MILLIS = 250;
    private static final int GOOD_IN_A_ROW = 10;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final int STREAMS_A_SECOND = 200;
    private static final int PATIENCE_SECONDS = 60;

    @Parameters(index = "0", arity = "0..1", description = "the packaged server")
    private Path jar = Path.of("target", "policybot.jar");
    @Parameters(index = "1", arity = "0..1", description = "the corpus folder")
    private Path corpus = Path.of("corpus");
    @Option(names = "--seconds", description = "how long the overload lasts")
    private int seconds = 300;
    @Option(names = "--warm-seconds", description = "how long it is asked before anything is measured")
    private int warmSeconds = 60;
    @Option(names = "--peak-seconds", description = "how long the peak is measured")
    private int peakSeconds = 20;
    @Option(names = "--connections", description = "connections of the overload")
    private int connections = 1_000;
    @Option(names = "--streams", description = "quiet streams, 0 for none")
    private int streams = 2_000;
    @Option(names = "--heap", description = "the server's -Xmx")
    private String heap = "256m";
    @Option(names = "--postgres", description = "on a PostgreSQL of its own beside it, in place of SQLite")
    private boolean postgres;
    @Option(names = "--pin", description = "the server on the first core and the load on the second, by taskset, so that the load takes nothing of the server's")
    private boolean pin;

    private OverloadBench() {}

    /** Runs the benchmark; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OverloadBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("policybot-overload");
        System.out.println("| what | figure |\n| --- | --- |");
        try {
            // before this process keeps to one core, as the servers that it starts would then
            if (streams > 0) {
                streams(Files.createDirectory(folder.resolve("streams")));
            }
            overload(Files.createDirectory(folder.resolve("overload")));
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    private void overload(Path data) throws Exception {
        try (@Nullable
        TestPostgres database = postgres ? TestPostgres.start() : null;
                BenchServer server = new BenchServer(jar, corpus, data, flags(),
                        database == null ? Map.of() : Map.of("DATABASE_URL", database.freshUrl()))) {
            // on all cores, of which the compiler of what runs often takes one
            new Load(server.address(), List.of(QUESTION)).forSeconds(PEAK_CONNECTIONS, warmSeconds);
            if (pin) {
                server.pin("0");
                BenchServer.pin(ProcessHandle.current().pid(), "1");
            }
            Load.Outcome before = peak(server.address());
            double reading = server.cpuSeconds(READERS);
            OpenLoad.Outcome over = new OpenLoad(server.address(), List.of(QUESTION)).run(connections,
                    (int) (TIMES * before.perSecond()), seconds);
            reading = server.cpuSeconds(READERS) - reading;
            double recovered = recovery(server.address());
            Load.Outcome after = peak(server.address());
            double peak = (before.perSecond() + after.perSecond()) / 2;
            row("peak before and after, %d connections", "%.0f and %.0f answers a second, p99 %.0f and %.0f ms",
                    PEAK_CONNECTIONS, before.perSecond(), after.perSecond(), before.milliseconds(0.99),
                    after.milliseconds(0.99));
            row("sent for %d s", "%.0f a second (%.1f times the mean of these)", seconds, over.sent(),
                    over.sent() / peak);
            row("answered", "%.0f a second, %.0f %% of it, p50 %.0f ms, p99 %.0f ms", over.served(),
                    100 * over.served() / peak, OpenLoad.Outcome.quantile(over.answers(), 0.5),
                    OpenLoad.Outcome.quantile(over.answers(), 0.99));
            row("refused", "%d, p50 %.0f ms, p99 %.0f ms, at most %.0f ms", over.refusals().size(),
                    OpenLoad.Outcome.quantile(over.refusals(), 0.5), OpenLoad.Outcome.quantile(over.refusals(), 0.99),
                    OpenLoad.Outcome.quantile(over.refusals(), 1));
            row("processor time of the threads that read requests", "%.0f microseconds a refusal, at most",
                    reading * 1e6 / over.refusals().size());
            row("neither", "%s", over.others().isEmpty() ? "none" : over.others().toString());
            row("answers within %.0f ms again after", "%.1f s", GOOD_MILLIS, recovered);
            row("resident memory after it", "%.0f MiB", server.residentMebibytes());
        }
    }

    /** What it answers when it gets no more than it can; a shared machine is faster at one time than at another. */
    private Load.Outcome peak(InetSocketAddress server) throws Exception {
        return new Load(server, List.of(QUESTION)).forSeconds(PEAK_CONNECTIONS, peakSeconds);
    }

    /** A server that will be on one core is told so when it starts: it takes so many questions for each. */
    private List<String> flags() {
        return pin ? List.of("-Xmx" + heap, "-XX:ActiveProcessorCount=1") : List.of("-Xmx" + heap);
    }

    private static void row(String what, String figure, Object... values) {
        String pattern = "| " + what + " | " + figure + " |%n";
        System.out.printf(Locale.ROOT, pattern, values);
    }

    /** Seconds until the first of ten good answers in a row. */
    private static double recovery(InetSocketAddress address) throws IOException {
        long began = System.nanoTime();
        long since = began;
        int good = 0;
        try (HttpConnection connection = new HttpConnection(address)) {
            while (good < GOOD_IN_A_ROW && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                long asked = System.nanoTime();
                boolean answered = connection.exchange(QUESTION) == 200
                        && (System.nanoTime() - asked) / 1e6 <= GOOD_MILLIS;
                since = good == 0 ? asked : since;
                good = answered ? good + 1 : 0;
                LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
            }
        }
        return good < GOOD_IN_A_ROW ? Double.POSITIVE_INFINITY : (since - began) / 1e9;
    }

    /** Streams of visitors whose model has begun a sentence and then says nothing. */
    private void streams(Path data) throws Exception {
        Reply stalls = Reply.begins("We never sell your personal").ending(Ending.STALL);
        List<Socket> open = new ArrayList<>();
        try (FakeRelay relay = FakeRelay.start(0, _ -> stalls);
                BenchServer server = new BenchServer(jar, corpus, data, List.of("-Xmx" + heap),
                        Map.of("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none", "RELAY_MODEL",
                                "silent", "RELAY_CONCURRENCY", Integer.toString(streams), "RELAY_TIMEOUT", "PT60S"));
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            double before = server.residentMebibytes();
            CountDownLatch checking = new CountDownLatch(streams);
            byte[] request = new String(QUESTION, StandardCharsets.UTF_8)
                    .replace("Accept: application/json", "Accept: text/event-stream").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < streams; i++) {
                Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
                open.add(socket);
                socket.getOutputStream().write(request);
                readers.execute(() -> await(socket, checking));
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / STREAMS_A_SECOND);
            }
            boolean all = checking.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            double during = server.residentMebibytes();
            long began = System.nanoTime();
            try (HttpConnection connection = new HttpConnection(server.address())) {
                connection.exchange(HttpConnection.get("/health/live"));
            }
            row("quiet streams", "%d%s", streams - checking.getCount(), all ? "" : " of " + streams);
            row("resident memory before and with them, -Xmx" + heap, "%.0f and %.0f MiB", before, during);
            row("GET /health/live meanwhile", "%.0f ms", (System.nanoTime() - began) / 1e6);
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** Reads until the answer is being written, then to its end. */
    private static void await(Socket socket, CountDownLatch checking) {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            boolean counted = false;
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                if (!counted
                        && read.append(new String(buffer, 0, n, StandardCharsets.UTF_8)).indexOf("checking") >= 0) {
                    counted = true;
                    checking.countDown();
                }
            }
        } catch (IOException e) {
            // closed: the measure is over
        }
    }
}
