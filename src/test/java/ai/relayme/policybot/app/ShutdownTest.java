package ai.relayme.policybot.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that is told to stop does with those whom it is serving; {@code bench.ShutdownRounds} does it to a process. */
class ShutdownTest {
    @TempDir
    private Path data = Path.of("");

    private static HttpRequest question(TestBot bot, String accept) {
        return bot.request("/ask", "Accept", accept, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TestBot.question("Do you sell my personal data?").toString())).build();
    }

    private static boolean isReached(TestBot bot, HttpClient visitor) throws InterruptedException {
        try {
            visitor.send(bot.request("/health/live").build(), BodyHandlers.ofString());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Thread> rehearsing() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("warm-up"));
    }

    @Test
    void endsItsRehearsal() {
        TestBot bot = TestBot.start();
        bot.warmUp();
        assertThat(rehearsing()).isNotEmpty();
        bot.close();
        assertThat(rehearsing()).isEmpty();
    }

    @Test
    void letsAnswersEndAndTellsTheirReadersToComeBack() throws Exception {
        HttpClient visitor = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        // closing the client would wait for a stream that nobody reads any more
        try (FakeRelay relay = FakeRelay.start(); AutoCloseable _ = visitor::shutdownNow) {
            TestBot bot = TestBot.start("DATA_DIR", data.toString(), "RELAY_BASE_URL", relay.baseUrl().toString(),
                    "RELAY_API_KEY", "none", "RELAY_MODEL", "test", "RELAY_TIMEOUT", "PT60S");
            relay.replies(Reply.begins("We never sell your personal", " information to third parties. [1]\n")
                    .ending(Ending.STALL), Reply.begins("We never").ending(Ending.STALL));
            HttpResponse<Stream<String>> stream = visitor.send(question(bot, "text/event-stream"),
                    BodyHandlers.ofLines());
            Iterator<String> lines = stream.body().iterator();
            List<String> read = new ArrayList<>();
            while (!read.contains("event: segment")) {
                read.add(lines.next());
            }
            CompletableFuture<HttpResponse<String>> whole = visitor.sendAsync(question(bot, "application/json"),
                    BodyHandlers.ofString());
            relay.takeRequest();
            relay.takeRequest();
            Socket idle = new Socket(InetAddress.getLoopbackAddress(), bot.port());
            idle.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(bot::close);
            while (!read.contains("retry: 1000")) {
                read.add(lines.next());
            }
            assertThat(read).as("not the end yet").doesNotContain("event: done");
            Waiting.until("nobody new is let in", () -> !isReached(bot, visitor));
            // a second later those are hung up on who have nothing under way, and who has is not
            idle.getInputStream().readAllBytes();
            idle.close();
            relay.hangUp();
            lines.forEachRemaining(read::add);
            assertThat(read).contains("event: done");
            assertThat(whole.get().statusCode()).isEqualTo(200);
            stopped.get();

            try (Store store = Store.open(bot.databaseUrl())) {
                List<String> kept = store
                        .read(handle -> handle.createQuery("select id from answer").mapTo(String.class).list());
                assertThat(kept).hasSize(2).contains(TestBot.json(whole.get()).path("id").asText());
            }
        }
    }
}
