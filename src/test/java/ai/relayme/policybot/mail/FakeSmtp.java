package ai.relayme.policybot.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server over a real socket that does what a test wants, faults above all. */
public final class FakeSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean tlsAtOnce;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final AtomicReference<Trick> trick = new AtomicReference<>(Trick.NONE);
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A mail as it came: the envelope's recipients and the lines of its data. */
    public record Message(List<String> recipients, List<String> lines) {
        /** The header of that name, unfolded; empty where there is none. */
        public String header(String name) {
            StringBuilder value = new StringBuilder();
            boolean within = false;
            for (String line : headerLines()) {
                if (within && (line.startsWith(" ") || line.startsWith("\t"))) {
                    value.append(line);
                } else {
                    within = line.toLowerCase(Locale.ROOT)
                            .startsWith(name.toLowerCase(Locale.ROOT) + ":");
                    if (within) {
                        value.append(line.substring(name.length() + 1).strip());
                    }
                }
            }
            return value.toString();
        }

        /** The names of its headers, in order. */
        public List<String> headers() {
            return headerLines().stream().filter(line -> !line.startsWith(" ") && !line.startsWith("\t"))
                    .map(line -> line.substring(0, line.indexOf(':'))).toList();
        }

        private List<String> headerLines() {
            int end = lines.indexOf("");
            return end < 0 ? lines : lines.subList(0, end);
        }
    }

    /** What it does besides replying. */
    public enum Trick {
        NONE, SILENT, DRIP, DROP_AFTER_DATA, STALL_AFTER_DATA
    }

    private FakeSmtp(@Nullable SSLContext tls, boolean tlsAtOnce) throws IOException {
        this.tls = tls;
        this.tlsAtOnce = tlsAtOnce;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** One without TLS. */
    public static FakeSmtp start() {
        return start(null, false);
    }

    /** One that offers STARTTLS, or speaks TLS at once, with the certificate of that context. */
    public static FakeSmtp start(@Nullable SSLContext tls, boolean tlsAtOnce) {
        try {
            return new FakeSmtp(tls, tlsAtOnce);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replies to commands that begin with that word; {@code BANNER} and {@code DATA-END} are words too. */
    public FakeSmtp reply(String word, String reply) {
        replies.put(word, reply);
        return this;
    }

    /** Replies as usual again. */
    public void mend() {
        replies.clear();
        trick.set(Trick.NONE);
    }

    /** Plays that trick from now on. */
    public FakeSmtp play(Trick played) {
        trick.set(played);
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Every mail whose data came whole, whatever was replied to it. */
    public List<Message> messages() {
        return messages;
    }

    /** Every command that came. */
    public List<String> commands() {
        return commands;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            Socket socket = tlsAtOnce && tls != null ? secure(plain, tls) : plain;
            switch (trick.get()) {
                case SILENT -> closed.await();
                case DRIP -> drip(socket.getOutputStream());
                default -> talk(socket);
            }
        } catch (IOException | InterruptedException e) {
            // the client went, which is what many of these tests are about
        } finally {
            open.remove(plain);
        }
    }

    private static SSLSocket secure(Socket plain, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private void drip(OutputStream out) throws IOException, InterruptedException {
        while (!closed.await(100, TimeUnit.MILLISECONDS)) {
            out.write('2');
            out.flush();
        }
    }

    private void talk(Socket first) throws IOException, InterruptedException {
        Socket socket = first;
        BufferedReader in = reader(socket);
        say(socket, replies.getOrDefault("BANNER", "220 fake ESMTP"));
        List<String> recipients = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            if (replies.containsKey(word) && !word.equals("DATA")) {
                say(socket, replies.get(word));
                continue;
            }
            switch (word) {
                case "EHLO" -> say(socket, tls != null && !(socket instanceof SSLSocket)
                        ? "250-fake\r\n250 STARTTLS"
                        : "250-fake\r\n250 AUTH PLAIN LOGIN");
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    socket = secure(socket, Objects.requireNonNull(tls));
                    in = reader(socket);
                }
                case "AUTH" -> say(socket, "235 welcome");
                case "RCPT" -> {
                    recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                    say(socket, "250 ok");
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    List<String> lines = new ArrayList<>();
                    for (String data = in.readLine(); !".".equals(data); data = in.readLine()) {
                        if (data == null) {
                            // whoever sent it has died over it: no server takes half a mail
                            return;
                        }
                        lines.add(data);
                    }
                    messages.add(new Message(List.copyOf(recipients), lines));
                    recipients.clear();
                    if (trick.get() == Trick.DROP_AFTER_DATA) {
                        return;
                    }
                    if (trick.get() == Trick.STALL_AFTER_DATA) {
                        closed.await();
                    }
                    say(socket, replies.getOrDefault("DATA-END", "250 taken"));
                }
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 ok");
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
