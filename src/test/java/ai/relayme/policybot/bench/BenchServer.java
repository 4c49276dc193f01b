package ai.relayme.policybot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged server as a process of its own, without a rate limit; closing stops it. */
final class BenchServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listening on http://([^:/\\s]+|\\[[^\\]]+]):([0-9]+)");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 30;
    private static final long POLL_NANOS = 500_000; // half a millisecond: the error of a start-up time
    /** All else of the environment is kept from the server: a relay, a mail server or a database named in it, above all. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

    private final Process process;
    private final Path log;
    private final InetSocketAddress address;
    private final long startNanos;
    private final double startCpuSeconds;

    /**
     * Starts the server and waits until it is ready, at most a minute.
     *
     * @param jvmFlags flags for its JVM, which is the one this runs on
     * @param data     its data folder, where its standard error is kept as {@code bench.log} too
     * @param settings its settings, beside the folders; without any it quotes
     */
    BenchServer(Path jar, Path corpus, Path data, List<String> jvmFlags, Map<String, String> settings)
            throws IOException, InterruptedException {
        this(Stream.concat(jvmFlags.stream(), Stream.of("-jar", jar.toAbsolutePath().toString())).toList(), corpus,
                data,
                settings);
    }

    /**
     * The same for any program that takes the bot's settings and tells in its way where it listens.
     *
     * @param program the arguments of {@code java}
     */
    BenchServer(List<String> program, Path corpus, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program);
        log = data.resolve("bench.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile()).redirectError(log.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().put("PORT", "0");
        builder.environment().put("RATE_LIMIT", "off");
        builder.environment().put("DATA_DIR", data.toString());
        builder.environment().put("CORPUS_DIR", corpus.toAbsolutePath().toString());
        builder.environment().putAll(settings);
        long began = System.nanoTime();
        process = builder.start();
        boolean ready = false;
        try {
            address = listening();
            waitUntilReady(began);
            startNanos = System.nanoTime() - began;
            startCpuSeconds = cpuSeconds();
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return address;
    }

    /** Milliseconds from starting the process to the first 200 of {@code GET /health/ready}. */
    double startMilliseconds() {
        return startNanos / 1e6;
    }

    /** Seconds of processor time, of all its threads, until it was ready; -1 where the system does not tell. */
    double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** Seconds of processor time, of all its threads, so far; -1 where the system does not tell. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(cpu -> cpu.toMillis() / 1e3).orElse(-1.0);
    }

    /**
     * The same of those of its threads whose names begin so, as Linux counts it in hundredths of a second; threads that have
     * ended do not count.
     */
    double cpuSeconds(String threads) throws IOException {
        double ticks = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                int name = stat.lastIndexOf(')');
                if (stat.substring(stat.indexOf('(') + 1, name).startsWith(threads)) {
                    String[] fields = stat.substring(name + 2).split(" ", -1);
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        }
        return ticks / 100;
    }

    /** Keeps all its threads on these cores, as {@code taskset} names them. */
    void pin(String cores) throws IOException, InterruptedException {
        pin(process.pid(), cores);
    }

    /** The same for any process. */
    static void pin(long process, String cores) throws IOException, InterruptedException {
        int code = new ProcessBuilder("taskset", "-a", "-c", "-p", cores, Long.toString(process))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        if (code != 0) {
            throw new IOException("taskset: exit code " + code);
        }
    }

    /** Its resident memory in MiB, as Linux counts it; -1 elsewhere. */
    double residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        return -1;
    }

    private InetSocketAddress listening() throws IOException, InterruptedException {
        CompletableFuture<InetSocketAddress> found = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("server's standard output").start(() -> readOutput(found));
        try {
            return found.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failed("the server printed no ready line", e);
        }
    }

    /** Reads to the end, so that the server never waits for room in the pipe. */
    private void readOutput(CompletableFuture<InetSocketAddress> found) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    found.complete(new InetSocketAddress(ready.group(1), Integer.parseInt(ready.group(2))));
                }
            }
            found.completeExceptionally(new IOException("its standard output ended"));
        } catch (IOException e) {
            found.completeExceptionally(e);
        }
    }

    private void waitUntilReady(long began) throws IOException {
        byte[] request = HttpConnection.get("/health/ready");
        try (HttpConnection connection = new HttpConnection(address)) {
            while (connection.exchange(request) != 200) {
                if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                    throw failed("the server did not become ready", null);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private IOException failed(String what, @Nullable Throwable cause) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return new IOException(what + "; the end of its standard error:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())), cause);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
