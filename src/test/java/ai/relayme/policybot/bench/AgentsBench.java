package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Folders;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What agents and visitors feel of each other: the console's lists over HTTP, and {@code /ask} with and without fifty agents
 * who read. The packaged server runs on a database that {@link ConsoleBench} has filled.
 */
final class AgentsBench {
    private static final String PASSWORD = "correct horse battery";
    private static final String API = "/api/console/";
    private static final int ROUNDS = 60;
    private static final int AGENTS = 50;
    /** How long an agent reads before the next click. */
    private static final Duration READING = Duration.ofSeconds(5);
    private static final int ASKING = 16;
    private static final int PHASES = 3;
    private static final List<String> QUESTIONS = List.of("Do you sell my personal data?",
            "How can I have my data deleted?", "How long do you keep my data?", "Who can see my prompts?",
            "Do you use cookies?", "你們會否出售我的個人資料？", "如何要求刪除我的資料？", "你們收集哪些資料？", "你们会出售我的个人信息吗？",
            "怎样删除我的账户信息？");

    private final Path jar;
    private final Path corpus;
    private final int seconds;
    private final HttpClient client = HttpClient.newHttpClient();

    AgentsBench(Path jar, Path corpus, int seconds) {
        this.jar = jar;
        this.corpus = corpus;
        this.seconds = seconds;
    }

    /** Measures and prints. */
    void run(String database) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("agents-bench");
        try (BenchServer server = new BenchServer(jar, corpus, data, List.of("-Xmx512m"), Map.of("DATABASE_URL",
                database, "AGENT_PASSWORD", PASSWORD, "TRANSCRIPT_RETENTION", "P3650D"))) {
            String cookies = logIn(server.address());
            Map<String, byte[]> reads = reads(server.address(), cookies);
            System.out.printf(Locale.ROOT, "%n%-32s %8s %8s%n", "over HTTP, alone", "p50 ms", "p95 ms");
            for (Map.Entry<String, byte[]> read : reads.entrySet()) {
                Load.Outcome outcome = new Load(server.address(), List.of(read.getValue())).count(1, ROUNDS);
                System.out.printf(Locale.ROOT, "%-32s %8.1f %8.1f %s%n", read.getKey(), outcome.milliseconds(0.5),
                        outcome.milliseconds(0.95), outcome.others().isEmpty() ? "" : outcome.others());
            }
            measureAsking(server.address(), List.copyOf(reads.values()));
        } finally {
            Folders.delete(data);
        }
    }

    private String logIn(InetSocketAddress server) throws IOException, InterruptedException {
        HttpResponse<String> reply = client.send(HttpRequest.newBuilder(uri(server, API + "session"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                        "{\"name\":\"admin\",\"password\":\"" + PASSWORD + "\"}"))
                .build(), BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new IOException("no session: " + reply.body());
        }
        return reply.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static URI uri(InetSocketAddress server, String path) {
        return URI.create("http://" + server.getHostString() + ":" + server.getPort() + path);
    }

    /** What agents look at, by name. */
    private Map<String, byte[]> reads(InetSocketAddress server, String cookies)
            throws IOException, InterruptedException {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("queue, first page", "conversations?status=open&queued_by=any");
        paths.put("outcome=abstained", "conversations?outcome=abstained");
        paths.put("q=invoices", "conversations?q=invoices");
        JsonNode list = new JsonMapper().readTree(client.send(HttpRequest
                .newBuilder(uri(server, API + paths.get("queue, first page"))).header("Cookie", cookies).build(),
                BodyHandlers.ofString()).body());
        paths.put("a conversation", "conversations/" + list.path("conversations").path(0).path("id").asText());
        Map<String, byte[]> reads = new LinkedHashMap<>();
        paths.forEach((name, path) -> reads.put(name, HttpConnection.get(API + path, "Cookie: " + cookies)));
        return reads;
    }

    private void measureAsking(InetSocketAddress server, List<byte[]> reads) throws InterruptedException {
        List<byte[]> asks = QUESTIONS.stream().map(question -> HttpConnection.post("/ask",
                ("{\"question\":\"" + question + "\"}").getBytes(StandardCharsets.UTF_8))).toList();
        new Load(server, asks).forSeconds(ASKING, seconds);
        double[] alone = new double[PHASES];
        double[] beside = new double[PHASES];
        System.out.printf(Locale.ROOT, "%n%-32s %8s %8s %8s%n", "POST /ask, " + ASKING + " connections", "per s",
                "p50 ms", "p95 ms");
        for (int phase = 0; phase < PHASES; phase++) {
            alone[phase] = print("without agents", new Load(server, asks).forSeconds(ASKING, seconds));
            Queue<Long> took = new ConcurrentLinkedQueue<>();
            AtomicBoolean working = new AtomicBoolean(true);
            try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int agent = 0; agent < AGENTS; agent++) {
                    Random random = new Random(AGENTS * (long) phase + agent);
                    var _ = agents.submit(() -> read(server, reads, random, working, took));
                }
                beside[phase] = print("with " + AGENTS + " agents", new Load(server, asks).forSeconds(ASKING, seconds));
                working.set(false);
            }
            long[] nanos = took.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(Locale.ROOT, "  their %d reads: p50 %.1f ms, p95 %.1f ms%n", nanos.length,
                    nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6);
        }
        double slower = 100 * (1 - Arrays.stream(beside).sum() / Arrays.stream(alone).sum());
        System.out.printf(Locale.ROOT, "%d agents, a read each %d s, slow /ask by %.1f %%%n", AGENTS,
                READING.toSeconds(), slower);
    }

    private static double print(String what, Load.Outcome outcome) {
        System.out.printf(Locale.ROOT, "%-32s %8.0f %8.1f %8.1f %s%n", what, outcome.perSecond(),
                outcome.milliseconds(0.5), outcome.milliseconds(0.95),
                outcome.others().isEmpty() ? "" : outcome.others());
        return outcome.perSecond();
    }

    private static void read(InetSocketAddress server, List<byte[]> reads, Random random, AtomicBoolean working,
            Queue<Long> took) {
        try (HttpConnection connection = new HttpConnection(server)) {
            // agents do not click in step
            pause(random.nextDouble(), working);
            while (working.get()) {
                long began = System.nanoTime();
                int status = connection.exchange(reads.get(random.nextInt(reads.size())));
                if (status == 200) {
                    took.add(System.nanoTime() - began);
                }
                pause(0.5 + random.nextDouble(), working);
            }
        } catch (IOException e) {
            throw new IllegalStateException("an agent's connection broke off", e);
        }
    }

    private static void pause(double share, AtomicBoolean working) {
        long end = System.nanoTime() + (long) (share * READING.toNanos());
        while (working.get() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
