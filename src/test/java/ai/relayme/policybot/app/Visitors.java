package ai.relayme.policybot.app;

import ai.relayme.policybot.store.Store;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Visitors who ask and make rights requests all the time, and remember what was accepted. A rights request that gets no
 * reply or another than 202 is sent again with its idempotency key until it is taken in. Closing sends them home.
 */
public final class Visitors implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> answers = ConcurrentHashMap.newKeySet();
    private final Set<String> references = ConcurrentHashMap.newKeySet();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger submitted = new AtomicInteger();
    private volatile boolean home;

    /** So many begin, of whom every second one makes rights requests and the others ask. */
    public Visitors(URI server, int visitors) {
        this.server = server;
        for (int i = 0; i < visitors; i++) {
            boolean asks = i % 2 == 1;
            threads.execute(() -> {
                while (!home) {
                    if (asks) {
                        ask();
                    } else {
                        submit();
                    }
                }
            });
        }
    }

    /** How many answers and receipts they have got. */
    public int accepted() {
        return answers.size() + references.size();
    }

    /** Waits until they have got so many more. */
    public void awaitAccepted(int more) {
        int enough = accepted() + more;
        try {
            Waiting.until("the visitors are served", () -> accepted() >= enough);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the visitors are not served; of late: " + failures, e);
        }
    }

    /** What went wrong since this was asked last: statuses, and how exchanges broke off. */
    public List<String> failures() {
        List<String> since = new ArrayList<>();
        for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
            since.add(failure);
        }
        return since;
    }

    /** What they were told is kept and is not in that database, and what was taken in twice. */
    public List<String> lost(Store store) {
        List<String> lost = new ArrayList<>(answers);
        lost.removeAll(store
                .read(handle -> handle.createQuery("select id from answer").mapTo(String.class).set()));
        List<String> kept = store
                .read(handle -> handle.createQuery("select reference from case_file").mapTo(String.class).list());
        references.stream().filter(reference -> !kept.contains(reference)).forEach(lost::add);
        if (kept.size() != submitted.get()) {
            lost.add(kept.size() + " requests are kept of " + submitted);
        }
        return lost;
    }

    private void ask() {
        HttpResponse<String> reply = send("/ask", TestBot.question("Do you sell my personal data?"), "none");
        if (reply != null && reply.statusCode() == 200) {
            answers.add(TestBot.json(reply).path("id").asText());
        } else {
            failed(reply);
        }
    }

    private void submit() {
        int number = submitted.incrementAndGet();
        ObjectNode body = TestBot.json("{}").put("right", "access").put("email", "visitor" + number + "@example.com");
        while (true) {
            HttpResponse<String> reply = send("/rights-requests", body, "request-" + number);
            if (reply != null && reply.statusCode() == 202) {
                references.add(TestBot.json(reply).path("reference").asText());
                return;
            }
            failed(reply);
        }
    }

    private void failed(@Nullable HttpResponse<String> reply) {
        failures.add(reply == null ? "no reply" : reply.statusCode() + " " + reply.body());
    }

    private @Nullable HttpResponse<String> send(String path, ObjectNode body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
        try {
            return client.send((key.equals("none") ? request : request.header("Idempotency-Key", key)).build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Lets what is under way end. */
    @Override
    public void close() {
        home = true;
        threads.close();
        client.close();
    }
}
