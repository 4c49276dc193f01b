package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.Reply.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay that does as it is told, over real sockets on an ephemeral port. It speaks HTTP by hand, because a server that
 * keeps to HTTP can neither reset a connection nor tell when the client hung up. Replies are taken in the order in which
 * they were scripted; after them, and from the beginning where none was, it quotes the passages of the prompt.
 */
public final class FakeRelay implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PASSAGE = Pattern.compile("(?m)^\\[(\\d+)\\] (.+)$");
    private static final Pattern QUESTION = Pattern
            .compile("(?m)^<(?:earlier-)?question>(.*)</(?:earlier-)?question>$");
    private static final int QUOTED_PASSAGES = 2;
    private static final int PATIENCE_SECONDS = 10;

    /**
     * A request as it came.
     *
     * @param path    path and query
     * @param headers by name in lower case
     * @param body    the body's text
     */
    public record Request(String path, Map<String, String> headers, String body) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The text of every message, joined by line feeds. */
        public String prompt() {
            List<String> texts = new ArrayList<>();
            json().path("messages").forEach(message -> texts.add(message.path("content").asText()));
            return String.join("\n", texts);
        }
    }

    private final ServerSocket listener;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Semaphore hangUps = new Semaphore(0);
    private final Function<Request, Reply> otherwise;

    private FakeRelay(int port, Function<Request, Reply> otherwise) throws IOException {
        this.otherwise = otherwise;
        listener = new ServerSocket(port, 1024, InetAddress.getLoopbackAddress());
        connections.execute(this::accept);
    }

    /** A relay on a free port that quotes passages unless a reply is scripted. */
    public static FakeRelay start() {
        return start(0, FakeRelay::quote);
    }

    /** A relay on this port, 0 for a free one, that replies so where no reply is scripted. */
    public static FakeRelay start(int port, Function<Request, Reply> otherwise) {
        try {
            return new FakeRelay(port, otherwise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs by hand until it is stopped: {@code PORT [MANNER]}, the port 8089 unless given. The manner is {@code quote},
     * which quotes the passages of the prompt, {@code obey}, which does what questions and documents demand, or the name
     * of a {@link Fault}, which it then shows to everybody.
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length == 0 ? 8089 : Integer.parseInt(arguments[0]);
        String manner = arguments.length < 2 ? "quote" : arguments[1];
        Function<Request, Reply> reply = switch (manner) {
            case "quote" -> request -> quote(request).atAModelsPace();
            case "obey" -> request -> Obedience.obey(request).atAModelsPace();
            default -> {
                Fault fault = Fault.valueOf(manner.toUpperCase(Locale.ROOT));
                yield _ -> fault.replies().getFirst();
            }
        };
        try (FakeRelay relay = start(port, reply)) {
            System.out.println("RELAY_BASE_URL=" + relay.baseUrl());
            Thread.currentThread().join();
        }
    }

    /**
     * A whole answer that quotes the first passages of the prompt, a line each with its marker, a word a delta. A prompt
     * without passages is a question to be made self-contained, or a probe: the questions are put together.
     */
    public static Reply quote(Request request) {
        Matcher passages = PASSAGE.matcher(request.prompt());
        List<String> deltas = new ArrayList<>();
        for (int i = 0; i < QUOTED_PASSAGES && passages.find(); i++) {
            deltas.addAll(words(passages.group(2)));
            deltas.add(" [" + passages.group(1) + "]\n");
        }
        if (deltas.isEmpty()) {
            List<String> questions = QUESTION.matcher(request.prompt()).results().map(found -> found.group(1))
                    .filter(question -> !question.contains("</")).toList();
            deltas.addAll(words(questions.isEmpty() ? "yes" : String.join(" ", questions.reversed())));
        }
        return Reply.says(deltas.toArray(String[]::new));
    }

    private static List<String> words(String text) {
        return List.of(text.split("(?<= )", -1));
    }

    /** What to set as the relay's base URL. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    /** Scripts the replies to the next requests. */
    public FakeRelay replies(Reply... next) {
        script.addAll(List.of(next));
        return this;
    }

    /** The next request that has come or comes; fails after ten seconds. */
    public Request takeRequest() throws InterruptedException {
        Request request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** How many requests have come that were not taken. */
    public int waitingRequests() {
        return requests.size();
    }

    /** Waits until a client has hung up on a reply that stalled; fails after ten seconds. */
    public void awaitHangUp() throws InterruptedException {
        if (!hangUps.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the client did not hang up");
        }
    }

    /** Hangs up on every client. */
    public void hangUp() {
        open.forEach(FakeRelay::closeQuietly);
    }

    @Override
    public void close() {
        closeQuietly(listener);
        hangUp();
        connections.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.execute(() -> serve(socket));
            } catch (IOException _) {
                // closed: the loop's condition says so
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean again = true;
            while (again) {
                again = answerOne(socket, in);
            }
        } catch (SocketException _) {
            // a reset or a write into nothing: the client went while something was being told to it
            hangUps.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.remove(socket);
        }
    }

    /** Answers the next request of the connection; false where it is the last. */
    private boolean answerOne(Socket socket, InputStream in) throws IOException {
        String requestLine = readLine(in);
        if (requestLine.isEmpty()) {
            return false;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        Request request = new Request(requestLine.split(" ", -1)[1], Map.copyOf(headers), body);
        Reply scripted = script.poll();
        requests.add(request);
        Reply reply = scripted == null ? otherwise.apply(request) : scripted;
        write(reply, socket.getOutputStream());
        return switch (reply.ending()) {
            case CLEAN -> true;
            case CUT, CLOSED -> false;
            case RESET -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
            case STALL -> {
                // the client has nothing more to say: what comes is the end of the connection
                if (in.read() < 0) {
                    hangUps.release();
                }
                yield false;
            }
        };
    }

    private static void write(Reply reply, OutputStream out) throws IOException {
        if (reply.status() == 0) {
            return;
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
        reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        boolean chunked = reply.ending() != Ending.CLOSED;
        head.append(chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Connection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        for (byte[] piece : reply.pieces()) {
            if (!reply.pause().isZero()) {
                LockSupport.parkNanos(reply.pause().toNanos());
            }
            out.write(chunked ? chunk(piece) : piece);
            out.flush();
        }
        if (reply.ending() == Ending.CLEAN) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    /** In one piece, so that it goes out in one packet. */
    private static byte[] chunk(byte[] piece) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(piece.length + 16);
        chunk.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(piece);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // a socket that cannot be closed is closed
        }
    }
}
