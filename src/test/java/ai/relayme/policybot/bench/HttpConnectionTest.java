package ai.relayme.policybot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private static final byte[] LONG_BODY = "0123456789".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> clientPorts = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fixed", exchange -> reply(exchange, 200, LONG_BODY.length));
        server.createContext("/chunked", exchange -> reply(exchange, 200, 0));
        server.createContext("/refused", exchange -> reply(exchange, 429, LONG_BODY.length));
        server.createContext("/closing", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            reply(exchange, 200, LONG_BODY.length);
        });
        server.createContext("/empty", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void oneConnectionCarriesRepliesOfEveryForm() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress())) {
            assertThat(connection.exchange(HttpConnection.get("/fixed"))).isEqualTo(200);
            assertThat(connection.exchange(HttpConnection.get("/chunked"))).isEqualTo(200);
            assertThat(connection.exchange(HttpConnection.get("/empty"))).isEqualTo(204);
            assertThat(connection.exchange(HttpConnection.post("/refused", bytes("{\"question\":\"可以吗\"}"))))
                    .isEqualTo(429);
            assertThat(connection.exchange(HttpConnection.get("/fixed"))).isEqualTo(200);
        }

        assertThat(clientPorts).hasSize(4).containsOnly(clientPorts.getFirst());
        assertThat(bodies).contains("{\"question\":\"可以吗\"}");
    }

    @Test
    void aConnectionThatTheServerClosesIsOpenedAgain() throws IOException {
        try (HttpConnection connection = new HttpConnection(server.getAddress())) {
            assertThat(connection.exchange(HttpConnection.get("/closing"))).isEqualTo(200);
            assertThat(connection.exchange(HttpConnection.get("/closing"))).isEqualTo(200);
        }

        assertThat(clientPorts).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aReplyThatIsCutIsAFault() throws Exception {
        try (ServerSocket cutting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpConnection connection = new HttpConnection((InetSocketAddress) cutting.getLocalSocketAddress())) {
            Thread thread = Thread.ofVirtual().start(() -> cut(cutting));
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> connection.exchange(HttpConnection.get("/")));
            thread.join();
        }
    }

    @Test
    void aLoadCountsRepliesByStatusAndTimesTheGoodOnes() throws InterruptedException {
        Load load = new Load(server.getAddress(), List.of(HttpConnection.get("/fixed"), HttpConnection.get("/refused"),
                HttpConnection.get("/chunked"), HttpConnection.get("/fixed")));

        Load.Outcome outcome = load.count(3, 40);

        assertThat(outcome.latencies()).hasSize(30).isSorted();
        assertThat(outcome.others()).isEqualTo(Map.of(429, 10));
        assertThat(outcome.milliseconds(0.5)).isPositive().isLessThanOrEqualTo(outcome.milliseconds(0.99));
        assertThat(outcome.perSecond()).isPositive();
    }

    private void reply(HttpExchange exchange, int status, int length) throws IOException {
        clientPorts.add(exchange.getRemoteAddress().getPort());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(LONG_BODY);
        exchange.close();
    }

    private static void cut(ServerSocket server) {
        try (Socket client = server.accept()) {
            int read = client.getInputStream().read();
            assertThat(read).isEqualTo('G');
            client.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
