package ai.relayme.policybot.bench;

import ai.relayme.policybot.corpus.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * What a refusal costs at least: the processor's time of a bare loop over a selector that writes a reply made ready, of the
 * same that looks only now and then so that more come at once, and of Jetty with a handler that does nothing else. The server
 * is on the first core and the load on the second. Prints a Markdown table; asserts nothing.
 */
final class RefusalBench {
    private static final int CONNECTIONS = 2_500;
    private static final int A_SECOND = 5_000;
    private static final int SECONDS = 10;
    private static final int NAP_MILLIS = 20;
    private static final int MOST_WAITING = 4_000;
    private static final byte[] BODY = "x".repeat(330).getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> HEAD = Map.of("Content-Type", "application/problem+json",
            "X-Content-Type-Options", "nosniff", "Access-Control-Allow-Origin", "*", "Retry-After", "1", "Request-Id",
            "req_01M88YXTM08SADDENYD4B826M6");
    private static final byte[] QUESTION = HttpConnection.post("/ask",
            "{\"question\": \"Do you sell my personal data?\"}".getBytes(StandardCharsets.UTF_8));

    private RefusalBench() {}

    /** Runs the benchmark; with the name of a server, that server. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            switch (arguments[0]) {
                case "selector" -> select(0);
                case "seldom" -> select(NAP_MILLIS);
                case "jetty" -> jetty();
                default -> throw new IllegalArgumentException("no server is called " + arguments[0]);
            }
            return;
        }
        System.out.println("| server | microseconds a refusal | p50 | p99 |\n| --- | --- | --- | --- |");
        BenchServer.pin(ProcessHandle.current().pid(), "1");
        for (String server : List.of("selector", "seldom", "jetty")) {
            Path data = Files.createTempDirectory("policybot-refusals");
            try {
                measure(server, data);
            } finally {
                Folders.delete(data);
            }
        }
    }

    private static void measure(String name, Path data) throws Exception {
        List<String> program = List.of("-Xmx256m", "-XX:ActiveProcessorCount=1", "-cp",
                System.getProperty("java.class.path"), RefusalBench.class.getName(), name);
        try (BenchServer server = new BenchServer(program, data, data, Map.of())) {
            server.pin("0");
            new OpenLoad(server.address(), List.of(QUESTION)).run(CONNECTIONS, A_SECOND, SECONDS);
            double before = server.cpuSeconds();
            OpenLoad.Outcome outcome = new OpenLoad(server.address(), List.of(QUESTION)).run(CONNECTIONS, A_SECOND,
                    SECONDS);
            double spent = server.cpuSeconds() - before;
            System.out.printf(Locale.ROOT, "| %s | %.0f | %.1f ms | %.0f ms |%n", name,
                    spent * 1e6 / outcome.refusals().size(), OpenLoad.Outcome.quantile(outcome.refusals(), 0.5),
                    OpenLoad.Outcome.quantile(outcome.refusals(), 0.99));
        }
    }

    private static byte[] reply(String status) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        HEAD.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return (head + "Content-Length: " + BODY.length + "\r\n\r\n" + new String(BODY, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes whatever has come on a connection for one request. */
    private static void select(int napMillis) throws IOException {
        ByteBuffer refusal = ByteBuffer.allocateDirect(1024).put(reply("503 Service Unavailable")).flip();
        ByteBuffer ready = ByteBuffer.allocateDirect(1024).put(reply("200 OK")).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(4096);
        try (Selector selector = Selector.open(); ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_WAITING)
                    .configureBlocking(false);
            listening.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("listening on http://127.0.0.1:" + listening.socket().getLocalPort());
            while (true) {
                LockSupport.parkNanos(napMillis * 1_000_000L);
                selector.select(key -> {
                    try {
                        if (key.isAcceptable()) {
                            accept(listening, selector);
                        } else {
                            answer((SocketChannel) key.channel(), in.clear(), refusal.duplicate(), ready.duplicate());
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    private static void accept(ServerSocketChannel listening, Selector selector) throws IOException {
        for (SocketChannel next = listening.accept(); next != null; next = listening.accept()) {
            next.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            next.register(selector, SelectionKey.OP_READ);
        }
    }

    private static void answer(SocketChannel caller, ByteBuffer in, ByteBuffer refusal, ByteBuffer ready)
            throws IOException {
        if (caller.read(in) < 0) {
            caller.close();
        } else {
            caller.write(in.get(0) == 'G' ? ready : refusal);
        }
    }

    private static void jetty() throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setHeaderCacheSize(0);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(MOST_WAITING);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
                    boolean last = chunk.isLast();
                    chunk.release();
                    if (last) {
                        break;
                    }
                }
                response.setStatus(HttpMethod.GET.is(request.getMethod()) ? 200 : 503);
                HEAD.forEach((name, value) -> response.getHeaders().add(name, value));
                response.write(true, ByteBuffer.wrap(BODY), callback);
                return true;
            }
        });
        server.start();
        System.out.println("listening on http://127.0.0.1:" + connector.getLocalPort());
        server.join();
    }
}
