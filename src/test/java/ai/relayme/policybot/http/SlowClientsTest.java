package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that hold the server by sending next to nothing. */
@Tag("long")
class SlowClientsTest extends BotTest {
    private static final int EACH = 40;
    private static final long DRIP_NANOS = 200_000_000;
    private static final int SOON_MILLIS = 16_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Sends a byte now and then until the server hangs up; whether it did. */
    private boolean isHungUpOn(String beginning) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bot.port())) {
            socket.setSoTimeout(1);
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(DRIP_NANOS);
                out.write('x');
                if (hasEnded(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // the server hung up between two bytes
            return true;
        }
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whether the server hangs up soon on who sends that and nothing more. */
    private static boolean isHungUpOnInSilence(int port, String beginning) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SOON_MILLIS);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().read() != -1) {
                // what it may be told before
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void areHungUpOnWhereTheySendNothingMore() throws Exception {
        String head = "POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        List<String> beginnings = List.of("G", "GET /health/live HTTP/1.1\r\nHost: ",
                head + "Content-Length: 300\r\n\r\n", head + "Content-Length: 300\r\n\r\n{\"q",
                head + "Content-Length: 300\r\nExpect: 100-continue\r\n\r\n",
                head + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"q",
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300\r\n\r\n{\"q");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> silent = beginnings.stream()
                    .map(beginning -> clients.submit(() -> isHungUpOnInSilence(bot.port(), beginning))).toList();
            for (int i = 0; i < beginnings.size(); i++) {
                assertThat(silent.get(i).get()).as(beginnings.get(i)).isTrue();
            }
        }
    }

    @Test
    void areNotThoseWhoWaitForAnAnswer() throws Exception {
        try (FakeRelay relay = FakeRelay.start(0, request -> Reply.begins("We never sell").ending(Ending.STALL));
                TestBot slow = TestBot.start("RELAY_BASE_URL", relay.baseUrl().toString(), "RELAY_API_KEY", "none",
                        "RELAY_MODEL", "test", "RELAY_TIMEOUT", "PT18S");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), slow.port())) {
            String body = "{\"question\": \"Do you sell my personal data?\"}";
            OutputStream out = socket.getOutputStream();
            out.write(("POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            LockSupport.parkNanos(DRIP_NANOS);
            out.write(body.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ").contains("\"answered\"");
        }
    }

    @Test
    void areHungUpOnWhileOthersAreServed() throws Exception {
        List<Future<Boolean>> slow = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < EACH; i++) {
                slow.add(clients.submit(() -> isHungUpOn("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")));
                slow.add(clients.submit(() -> isHungUpOn("POST /ask HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{\"question\": \"")));
            }
            while (slow.stream().anyMatch(client -> !client.isDone())) {
                assertThat(bot.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(bot.ask("Do you sell my personal data?").path("outcome").asText()).isEqualTo("answered");
                LockSupport.parkNanos(DRIP_NANOS);
            }
        }
        for (Future<Boolean> client : slow) {
            assertThat(client.get()).isTrue();
        }
    }
}
