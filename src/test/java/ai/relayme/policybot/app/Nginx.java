package ai.relayme.policybot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real nginx before one bot or several, in turn, with the settings that it has by itself; closing stops it. */
public final class Nginx implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether there is one on this machine. */
    public static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("nginx", "-v").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts one on that port that writes into that folder, before bots on those ports, of which some may not be there yet. */
    public static Nginx start(Path folder, int port, int... bots) throws IOException {
        String upstream = Arrays.stream(bots).mapToObj(bot -> "server 127.0.0.1:" + bot + " max_fails=0;")
                .collect(Collectors.joining(" "));
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                pid nginx.pid;
                error_log error.log;
                daemon off;
                master_process off;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                  upstream bot { %s }
                  server { listen 127.0.0.1:%d; location / { proxy_pass http://bot; } }
                }
                """.formatted(upstream, port));
        Process process = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", conf.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Nginx(process, port);
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        process.destroyForcibly();
        throw new IOException("nginx does not start: " + Files.readString(folder.resolve("output")));
    }

    /** The address of that path behind it. */
    public URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
