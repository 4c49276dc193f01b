package ai.relayme.policybot.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The server as a process of its own, which logs as JSON and can be killed and limited; closing kills it. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final URI address;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
        Thread.ofVirtual().start(() -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(log::add));
    }

    /** What it has written to its standard error so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /**
     * Starts one on that data folder, without a rate limit and with these settings, given as name, value, name, value; waits
     * until it listens.
     */
    public static ServerProcess start(Path data, String... settings) throws IOException {
        Process process = process(data, settings);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("listening on ")) {
                return new ServerProcess(process, URI.create(line.substring("listening on ".length())));
            }
        }
        process.destroyForcibly();
        throw new IOException("the server did not start: " + process.errorReader(StandardCharsets.UTF_8).readLine());
    }

    /** What a start on that data folder that does not succeed writes to its standard error, and its exit code. */
    static Refusal refusal(Path data) throws IOException, InterruptedException {
        Process process = process(data);
        try {
            String written = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Refusal(process.waitFor(), written);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Kills a start on that data folder after so many milliseconds, however far it has come. */
    static void cutOff(Path data, long millis) throws IOException, InterruptedException {
        Process process = process(data);
        var _ = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    /** Exit code and standard error. */
    record Refusal(int code, String written) {}

    private static Process process(Path data, String... settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"), "ai.relayme.policybot.app.Main");
        builder.environment().putAll(Map.of("PORT", "0", "RATE_LIMIT", "off", "DATA_DIR", data.toString(), "LOG_FORMAT",
                "json"));
        for (int i = 0; i < settings.length; i += 2) {
            builder.environment().put(settings[i], settings[i + 1]);
        }
        return builder.start();
    }

    /** Where it listens. */
    public URI address() {
        return address;
    }

    /** Asks it to stop, as a container's engine does. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it has ended; gives its exit code. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills it, as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Limits the size of the files that it may write, in bytes; writing beyond it fails, as on a disk that is full. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        int code = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()),
                "--fsize=" + bytes + ":unlimited").inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("prlimit: exit code " + code);
        }
    }

    /** The reply to a GET. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
                BodyHandlers.ofString());
    }

    /** The reply to a POST of that JSON; headers given as name, value, name, value. */
    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
