package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.relayme.policybot.app.Nginx;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that comes through a real nginx with the settings that it has by itself; skipped where there is none. */
class NginxTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void passesEachSegmentOnWhenItIsVerified() throws Exception {
        assumeTrue(Nginx.isThere(), "there is no nginx");
        HttpClient client = HttpClient.newHttpClient();
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none",
                        "RELAY_MODEL", "test", "RELAY_TIMEOUT", "PT4S")) {
            relay.replies(Reply.begins("We never sell your personal", " information to third parties. [1]\n")
                    .ending(Ending.STALL));
            try (Nginx nginx = Nginx.start(folder, Nginx.freePort(), bot.port())) {
                HttpResponse<Stream<String>> reply = client.send(
                        HttpRequest.newBuilder(nginx.address("/ask"))
                                .header("Accept", "text/event-stream").header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"question\": \"Do you sell my personal data?\"}"))
                                .build(),
                        BodyHandlers.ofLines());
                Iterator<String> lines = reply.body().iterator();
                List<String> read = new ArrayList<>();
                while (!read.contains("event: segment")) {
                    read.add(lines.next());
                }
                // the relay is silent until its time is over: what nginx gathered would not be here yet
                assertThat(bot.rows()).containsEntry("answer", 0);
                lines.forEachRemaining(read::add);
                assertThat(read).contains("event: done");
            }
        } finally {
            // a stream that an assertion left must not hold the test up
            client.shutdownNow();
        }
    }
}
