package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.FakeRelay.Request;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures what stands between a model and a visitor, with the packaged server and the scripted relay: the time to the
 * first verified segment beside a bare LangChain4j call to the same relay, many streams at once, and answers while the
 * relay is dead or hangs. Load, relay and server share the machine. It asserts nothing.
 */
@Command(name = "relay-bench", mixinStandardHelpOptions = true, description = "Measures relay mode.", showDefaultValues = true)
public final class RelayBench implements Callable<Integer> {
    private static final String QUESTION = "Do you sell my personal data?";
    private static final String KEY = "none";
    private static final String MODEL = "scripted";

    @Parameters(index = "0", arity = "0..1", description = "the packaged server")
    private Path jar = Path.of("target", "policybot.jar");
    @Parameters(index = "1", arity = "0..1", description = "the corpus folder")
    private Path corpus = Path.of("corpus");
    @Option(names = "--streams", description = "streams at once")
    private int streams = 1_000;
    @Option(names = "--pairs", description = "answers beside bare calls")
    private int pairs = 100;
    @Option(names = "--pause", description = "milliseconds between the tokens of many streams")
    private int pause = 200;
    @Option(names = "--seconds", description = "how long each load is measured")
    private int seconds = 10;
    @Option(names = "--parts", split = ",", description = "what is measured")
    private List<Part> parts = List.of(Part.values());
    @Option(names = "--heap", description = "the server's -Xmx")
    private String heap = "512m";

    private enum Part {
        FIRST, STREAMS, DEAD, HANGING
    }

    private final List<String> rows = new ArrayList<>();
    private final byte[] ask;
    private final byte[] stream;

    private RelayBench() throws IOException {
        byte[] body = new JsonMapper().writeValueAsBytes(Map.of("question", QUESTION));
        ask = HttpConnection.post("/ask", body);
        stream = new String(ask, StandardCharsets.UTF_8)
                .replace("Accept: application/json", "Accept: text/event-stream")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Runs the benchmark; see {@code --help}. */
    public static void main(String[] arguments) throws IOException {
        System.exit(new CommandLine(new RelayBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        for (Part part : parts) {
            switch (part) {
                case FIRST -> firstSegment();
                case STREAMS -> manyStreams();
                case DEAD -> deadRelay();
                case HANGING -> hangingRelay();
            }
        }
        System.out.println("| what | figure | date | cores | load average |\n| --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
        return 0;
    }

    /** A server of its own for each measurement, beside a relay that replies so. */
    private <T> T with(Function<Request, Reply> reply, Map<String, String> settings, Measurement<T> measurement)
            throws Exception {
        Path data = Files.createTempDirectory("policybot-bench");
        try (FakeRelay relay = FakeRelay.start(0, reply);
                BenchServer server = new BenchServer(jar, corpus, data, List.of("-Xmx" + heap),
                        settings(relay, settings))) {
            return measurement.of(relay, server);
        } finally {
            Folders.delete(data);
        }
    }

    private static Map<String, String> settings(FakeRelay relay, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("RELAY_BASE_URL", relay.baseUrl().toString());
        settings.put("RELAY_API_KEY", KEY);
        settings.put("RELAY_MODEL", MODEL);
        return settings;
    }

    @FunctionalInterface
    private interface Measurement<T> {
        T of(FakeRelay relay, BenchServer server) throws Exception;
    }

    private void firstSegment() throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> verified = new ArrayList<>();
        List<Double> overhead = new ArrayList<>();
        with(request -> FakeRelay.quote(request).atAModelsPace(), Map.of(), (relay, server) -> {
            visit(server.address());
            Request asked = relay.takeRequest();
            for (int i = -pairs / 4; i < pairs; i++) {
                double alone = bareFirstSentence(relay, asked);
                double whole = visit(server.address()).firstSegment();
                if (i >= 0) {
                    bare.add(alone);
                    verified.add(whole);
                    overhead.add(whole - alone);
                }
            }
            return 0;
        });
        row("first sentence of a bare LangChain4j call, 30 ms a token, " + pairs + " calls", spread(bare));
        row("first verified segment of POST /ask, the same relay, call and answer in turn", spread(verified));
        row("the latter less the former, pair by pair", spread(overhead));
    }

    /** Milliseconds from asking to the end of the first line. */
    private static double bareFirstSentence(FakeRelay relay, Request asked)
            throws InterruptedException, ExecutionException {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder().baseUrl(relay.baseUrl().toString())
                .apiKey(KEY).modelName(MODEL).build();
        CompletableFuture<Double> first = new CompletableFuture<>();
        CompletableFuture<Void> whole = new CompletableFuture<>();
        long began = System.nanoTime();
        model.chat(List.of(SystemMessage.from(asked.json().path("messages").path(0).path("content").asText()),
                UserMessage.from(asked.json().path("messages").path(1).path("content").asText())),
                new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        if (text.endsWith("\n")) {
                            first.complete((System.nanoTime() - began) / 1e6);
                        }
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(null);
                    }

                    @Override
                    public void onError(Throwable error) {
                        first.completeExceptionally(error);
                        whole.completeExceptionally(error);
                    }
                });
        whole.get();
        return first.get();
    }

    private void manyStreams() throws Exception {
        Map<String, String> settings = Map.of("RELAY_CONCURRENCY", Integer.toString(streams), "RELAY_TIMEOUT",
                "PT3M");
        with(request -> FakeRelay.quote(request).paced(Duration.ofMillis(pause)), settings, (relay, server) -> {
            visit(server.address());
            List<Future<Visit>> visits = new ArrayList<>();
            double[] most = new double[1];
            long began = System.nanoTime();
            try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < streams; i++) {
                    visits.add(visitors.submit(() -> visit(server.address())));
                }
                while (!visits.stream().allMatch(Future::isDone)) {
                    most[0] = Math.max(most[0], server.residentMebibytes());
                    Thread.sleep(Duration.ofMillis(500));
                }
            }
            double took = (System.nanoTime() - began) / 1e9;
            int whole = 0;
            int byTheModel = 0;
            List<Double> first = new ArrayList<>();
            for (Future<Visit> each : visits) {
                if (each.state() == Future.State.SUCCESS && each.resultNow().done()) {
                    whole++;
                    byTheModel += each.resultNow().relay() ? 1 : 0;
                    first.add(each.resultNow().firstSegment());
                }
            }
            row(String.format(Locale.ROOT, "%d streams at once, %d ms a token, -Xmx%s", streams, pause, heap),
                    String.format(Locale.ROOT,
                            "%d whole, %d of them by the model, in %.0f s; first segment %s; resident at most %.0f MiB",
                            whole, byTheModel, took, spread(first), most[0]));
            return 0;
        });
    }

    private void deadRelay() throws Exception {
        AtomicInteger dead = new AtomicInteger();
        Load.Outcome normal;
        Path data = Files.createTempDirectory("policybot-bench");
        try (BenchServer server = new BenchServer(jar, corpus, data, List.of("-Xmx" + heap), Map.of())) {
            normal = atRate(server);
        } finally {
            Folders.delete(data);
        }
        Load.Outcome outage = with(_ -> {
            dead.incrementAndGet();
            return Reply.silence();
        }, Map.of("RELAY_TIMEOUT", "PT2S"), (relay, server) -> {
            new Load(server.address(), List.of(ask)).count(16, 64);
            return atRate(server);
        });
        row("POST /ask without a relay, 20 a second", latency(normal));
        row("POST /ask with a relay that hangs, circuit open, 20 a second; " + dead.get() + " calls to it in all",
                latency(outage));
    }

    private Load.Outcome atRate(BenchServer server) throws InterruptedException {
        Load load = new Load(server.address(), List.of(ask));
        load.forSecondsAtRate(seconds, 20);
        return load.forSecondsAtRate(seconds, 20);
    }

    private void hangingRelay() throws Exception {
        with(_ -> Reply.silence(), Map.of("RELAY_TIMEOUT", "PT40S", "RELAY_CONCURRENCY", Integer.toString(streams)),
                (relay, server) -> {
                    Load health = new Load(server.address(), List.of(HttpConnection.get("/health/live")));
                    health.forSecondsAtRate(5, 50);
                    List<Future<Visit>> hanging = new ArrayList<>();
                    try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
                        for (int i = 0; i < streams; i++) {
                            hanging.add(visitors.submit(() -> visit(server.address())));
                        }
                        relay.takeRequest();
                        Load.Outcome lively = health.forSecondsAtRate(Math.min(seconds, 8), 50);
                        row(String.format(Locale.ROOT,
                                "GET /health/live while %d answers are asked for, %d calls hang, 50 a second", streams,
                                1 + relay.waitingRequests()), latency(lively));
                        row("resident memory meanwhile",
                                String.format(Locale.ROOT, "%.0f MiB", server.residentMebibytes()));
                        hanging.forEach(visit -> visit.cancel(true));
                    }
                    return 0;
                });
    }

    /**
     * What a visitor saw.
     *
     * @param firstSegment milliseconds from asking to the first segment
     * @param relay        whether a model wrote the answer
     * @param done         whether it came to its end
     */
    private record Visit(double firstSegment, boolean relay, boolean done) {}

    private Visit visit(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            long began = System.nanoTime();
            socket.getOutputStream().write(stream);
            double first = Double.NaN;
            String event = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ") && event.equals("segment") && Double.isNaN(first)) {
                    first = (System.nanoTime() - began) / 1e6;
                } else if (line.startsWith("data: ") && event.equals("done")) {
                    return new Visit(first, line.contains("\"mode\":\"relay\""), true);
                }
            }
            return new Visit(first, false, false);
        }
    }

    private static String spread(List<Double> milliseconds) {
        List<Double> sorted = new ArrayList<>(milliseconds);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? "-"
                : String.format(Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, max %.1f ms", sorted.get(sorted.size() / 2),
                        sorted.get((int) (sorted.size() * 0.95)), sorted.getLast());
    }

    private static String latency(Load.Outcome outcome) {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, other than 200: %s", outcome.milliseconds(0.5),
                outcome.milliseconds(0.99), outcome.others().isEmpty() ? "none" : outcome.others());
    }

    private void row(String what, String figure) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        String row = String.format(Locale.ROOT, "| %s | %s | %s | %d | %.1f |", what, figure,
                LocalDate.now(ZoneOffset.UTC), Runtime.getRuntime().availableProcessors(), load);
        System.err.println(row);
        rows.add(row);
    }
}
