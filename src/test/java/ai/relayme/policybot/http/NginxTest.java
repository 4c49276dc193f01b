package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that comes through a real nginx with the settings that it has by itself; skipped where there is none. */
class NginxTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder = Path.of("");

    private static boolean hasNginx() throws InterruptedException {
        try {
            return new ProcessBuilder("nginx", "-v").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process nginx(int port, int botPort) throws Exception {
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                pid nginx.pid;
                error_log error.log;
                daemon off;
                master_process off;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                  server { listen 127.0.0.1:%d; location / { proxy_pass http://127.0.0.1:%d; } }
                }
                """.formatted(port, botPort));
        Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", conf.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket up = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(up.isConnected()).isTrue();
                return process;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("nginx does not start: " + Files.readString(folder.resolve("output")));
    }

    @Test
    void passesEachSegmentOnWhenItIsVerified() throws Exception {
        assumeTrue(hasNginx(), "there is no nginx");
        try (FakeRelay relay = FakeRelay.start();
                TestBot bot = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none",
                        "RELAY_MODEL", "test", "RELAY_TIMEOUT", "PT4S");
                HttpClient client = HttpClient.newHttpClient()) {
            relay.replies(Reply.begins("We never sell your personal", " information to third parties. [1]\n")
                    .ending(Ending.STALL));
            int port = freePort();
            Process nginx = nginx(port, bot.port());
            try {
                HttpResponse<Stream<String>> reply = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ask"))
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
            } finally {
                nginx.destroy();
                assertThat(nginx.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
