package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.ServerProcess;
import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the server at random moments under a load of rights requests, and counts what was lost: accepted requests that are
 * not in the database, mails to addresses whose request is not, and mails sent twice under two Message-IDs. Arguments: how
 * many rounds, and for how many milliseconds the longest of them lasts, 2,500 if it is not told. Prints the figures; exit code 1 if anything was lost.
 */
public final class KillRounds {
    private static final int CALLERS = 8;
    private static final Duration DRAIN = Duration.ofMinutes(5);

    private final Path data;
    private final FakeSmtp mailServer = FakeSmtp.start();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private KillRounds(Path data) {
        this.data = data;
    }

    /** Runs the rounds. */
    public static void main(String[] arguments) throws Exception {
        KillRounds rounds = new KillRounds(Files.createTempDirectory("policybot-kill"));
        Random random = new Random(29);
        int count = Integer.parseInt(arguments[0]);
        int longest = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_500;
        for (int i = 0; i < count; i++) {
            rounds.round(random.nextInt(200, longest));
        }
        System.exit(rounds.isWhole() ? 0 : 1);
    }

    private ServerProcess server() throws IOException {
        return ServerProcess.start(data, "SMTP_URL", "smtp://localhost:" + mailServer.port());
    }

    private void round(int millis) throws Exception {
        ServerProcess server = server();
        URI address = server.address();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (!stop.get()) {
                        submit(address);
                    }
                });
            }
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            server.kill();
            stop.set(true);
        }
    }

    private void submit(URI address) {
        String email = "visitor" + asked.incrementAndGet() + "@example.com";
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/rights-requests"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers
                        .ofString("{\"right\": \"access\", \"email\": \"" + email + "\", \"language\": \"en\"}"))
                .build();
        try {
            if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 202) {
                accepted.add(email);
            }
        } catch (IOException e) {
            // the server was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets a last server send what waits, and compares. */
    private boolean isWhole() throws Exception {
        ServerProcess server = server();
        Set<String> kept = new HashSet<>();
        int pending;
        try (Store store = Store.open("jdbc:sqlite:" + data.resolve("policybot.db"))) {
            long end = System.nanoTime() + DRAIN.toNanos();
            do {
                LockSupport.parkNanos(500_000_000);
                pending = store.read(handle -> handle
                        .createQuery("select count(*) from outbox where state = 'pending'").mapTo(Integer.class).one());
            } while (pending > 0 && System.nanoTime() < end);
            kept.addAll(store
                    .read(handle -> handle.createQuery("select email from case_file").mapTo(String.class).list()));
        }
        server.terminate();
        server.awaitExit();
        Map<String, Set<String>> ids = new HashMap<>();
        for (FakeSmtp.Message message : mailServer.messages()) {
            ids.computeIfAbsent(message.recipients().getFirst(), recipient -> new HashSet<>())
                    .add(message.header("Message-ID"));
        }
        long lost = accepted.stream().filter(email -> !kept.contains(email)).count();
        long unaccepted = ids.keySet().stream().filter(email -> !kept.contains(email)).count();
        long twoIds = ids.values().stream().filter(messages -> messages.size() > 1).count();
        int repeated = mailServer.messages().size() - ids.size();
        System.out.printf(
                "accepted %d, lost %d; mails %d, for nothing kept %d, repeated %d, under two ids %d; waiting %d%n",
                accepted.size(), lost, mailServer.messages().size(), unaccepted, repeated, twoIds, pending);
        return lost == 0 && unaccepted == 0 && twoIds == 0;
    }
}
