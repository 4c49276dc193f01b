package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.ServerProcess;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stops a server by SIGTERM at random moments under a load of requests and streams whose answers a model is writing, and
 * counts what became of them. Prints a row a round and the sum; exit code 1 where an accepted request was lost, a reply or a
 * stream was cut, or an exit took more than half a minute.
 */
@Command(name = "shutdown-rounds", mixinStandardHelpOptions = true, description = "Stops a server under load.", showDefaultValues = true)
public final class ShutdownRounds implements Callable<Integer> {
    private static final long SEED = 31;
    private static final Duration LONGEST_EXIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A model that takes some seconds for an answer. */
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(80);
    private static final String QUESTION = "{\"question\": \"Do you sell my personal data?\"}";

    @Option(names = "--rounds", description = "how many times")
    private int rounds = 20;
    @Option(names = "--streams", description = "streams that are open")
    private int streams = 100;
    @Option(names = "--rate", description = "requests a second, beside the streams")
    private int rate = 50;

    private final AtomicInteger submitted = new AtomicInteger();

    private ShutdownRounds() {}

    /** Runs the rounds; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ShutdownRounds()).execute(arguments));
    }

    /** What became of a round's requests. */
    private static final class Tally {
        private final Set<String> accepted = ConcurrentHashMap.newKeySet();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final AtomicInteger cut = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final Map<String, Integer> causes = new ConcurrentSkipListMap<>();

        void cause(Throwable failure) {
            causes.merge(String.valueOf(failure), 1, Integer::sum);
        }
    }

    @Override
    public Integer call() throws Exception {
        Random random = new Random(SEED);
        boolean whole = true;
        System.out.println(
                "| round | exit | accepted | of these lost | refused | without a reply | replies or streams cut"
                        + " | streams told to come back | of these ended whole |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        try (FakeRelay relay = FakeRelay.start(0, request -> FakeRelay.quote(request).paced(BETWEEN_WORDS))) {
            for (int i = 1; i <= rounds; i++) {
                whole &= round(i, relay, random.nextInt(1_000, 4_000));
            }
        }
        return whole ? 0 : 1;
    }

    private boolean round(int number, FakeRelay relay, int millis) throws Exception {
        Path data = Files.createTempDirectory("policybot-shutdown");
        Tally tally = new Tally();
        try (ServerProcess server = ServerProcess.start(data, "RELAY_BASE_URL", relay.baseUrl().toString(),
                "RELAY_API_KEY", "none", "RELAY_MODEL", "scripted", "RELAY_CONCURRENCY",
                Integer.toString(10 * (streams + rate)));
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean stopped = new AtomicBoolean();
            for (int i = 0; i < streams; i++) {
                callers.execute(() -> {
                    while (!stopped.get()) {
                        stream(client, server.address(), tally);
                    }
                });
            }
            callers.execute(() -> {
                long due = System.nanoTime();
                while (!stopped.get()) {
                    callers.execute(() -> request(client, server.address(), tally));
                    due += 1_000_000_000L / rate;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            });
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            long began = System.nanoTime();
            server.terminate();
            // the load goes on for a moment: these are the requests that a stop meets
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            stopped.set(true);
            server.awaitExit();
            Duration exit = Duration.ofNanos(System.nanoTime() - began);
            callers.shutdown();
            callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            int lost = lost(data, tally);
            System.out.printf("| %d | %.1f s | %d | %d | %s | %s | %s | %s | %s |%n", number, exit.toMillis() / 1e3,
                    tally.accepted.size(), lost, tally.refused, tally.unanswered, tally.cut, tally.told, tally.ended);
            tally.causes
                    .forEach((cause, times) -> System.err.println("round " + number + ": " + times + " x " + cause));
            return lost == 0 && tally.cut.get() == 0 && exit.compareTo(LONGEST_EXIT) <= 0;
        } finally {
            Folders.delete(data);
        }
    }

    private static int lost(Path data, Tally tally) {
        try (Store store = Store.open("jdbc:sqlite:" + data.resolve("policybot.db"))) {
            Set<String> lost = new HashSet<>(tally.accepted);
            lost.removeAll(
                    store.read(handle -> handle.createQuery("select id from answer").mapTo(String.class).set()));
            lost.removeAll(store.read(
                    handle -> handle.createQuery("select reference from case_file").mapTo(String.class).set()));
            return lost.size();
        }
    }

    /** Every second one is a rights request, the others are questions. */
    private void request(HttpClient client, URI server, Tally tally) {
        int number = submitted.incrementAndGet();
        boolean asks = number % 2 == 0;
        String body = asks
                ? QUESTION
                : "{\"right\": \"access\", \"email\": \"visitor" + number + "@example.com\", \"language\": \"en\"}";
        try {
            HttpResponse<Stream<String>> reply = send(client, server.resolve(asks ? "/ask" : "/rights-requests"),
                    "application/json", body, tally);
            if (reply == null) {
                return;
            }
            String text = String.join("\n", reply.body().toList());
            if (reply.statusCode() < 300) {
                tally.accepted.add(TestBot.json(text).path(asks ? "id" : "reference").asText());
            } else {
                tally.refused.incrementAndGet();
            }
        } catch (RuntimeException e) {
            tally.cut.incrementAndGet();
            tally.cause(e);
        }
    }

    private static void stream(HttpClient client, URI server, Tally tally) {
        boolean told = false;
        boolean ended = false;
        try {
            HttpResponse<Stream<String>> reply = send(client, server.resolve("/ask"), "text/event-stream", QUESTION,
                    tally);
            if (reply == null) {
                return;
            }
            if (reply.statusCode() != 200) {
                tally.refused.incrementAndGet();
                return;
            }
            String event = "";
            for (Iterator<String> lines = reply.body().iterator(); lines.hasNext();) {
                String line = lines.next();
                told |= line.startsWith("retry:");
                event = line.startsWith("event: ") ? line : event;
                if (line.startsWith("data: ") && event.equals("event: done")) {
                    tally.accepted.add(TestBot.json(line.substring("data: ".length())).path("id").asText());
                    ended = true;
                }
            }
        } catch (RuntimeException e) {
            tally.cause(e);
        }
        if (!ended) {
            tally.cut.incrementAndGet();
        }
        if (told) {
            tally.told.incrementAndGet();
            tally.ended.addAndGet(ended ? 1 : 0);
        }
    }

    /** The reply, or null where none came. */
    private static @Nullable HttpResponse<Stream<String>> send(HttpClient client, URI address,
            String accept, String body, Tally tally) {
        try {
            return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", accept)
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofLines());
        } catch (ConnectException e) {
            // nobody listens any more: as good as a refusal
            tally.refused.incrementAndGet();
        } catch (IOException e) {
            tally.unanswered.incrementAndGet();
            tally.cause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
