package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.relayme.policybot.app.BotTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs of the reference and the commands of the README do what they are there for. */
class SnippetsTest extends BotTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;
    private record Run(int exit, String output) {}

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private boolean runs(String... command) throws InterruptedException {
        try {
            return run(List.of(command)).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAndShowsWhatIsCited(Snippet snippet) throws Exception {
        Path file = Files.writeString(folder.resolve(snippet.file()), snippet.text(URI.create(bot.publicUrl())));
        List<String> command = switch (snippet) {
            case CURL -> {
                assumeTrue(runs("curl", "--version"), "there is no curl");
                yield List.of("sh", file.toString());
            }
            case JAVASCRIPT -> {
                assumeTrue(runs("node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)"),
                        "there is no Node.js 18 or newer");
                yield List.of("node", file.toString());
            }
            case JAVA -> List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), file.toString());
            case PYTHON -> {
                assumeTrue(runs("python3", "--version"), "there is no Python 3");
                yield List.of("python3", file.toString());
            }
        };
        Run run = run(command);
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("We do not sell, rent, or trade your personal information to third parties.",
                bot.publicUrl() + "/documents/privacy-policy?lang=en#3.1");
    }

    @Test
    void theReadmesCommandsAreAnswered() throws Exception {
        assumeTrue(runs("curl", "--version"), "there is no curl");
        List<String> commands = Files.readString(Path.of("README.md")).lines()
                .filter(line -> line.startsWith("curl ")).toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
        for (String command : commands) {
            Run run = run(List.of("sh", "-c",
                    command.replaceFirst("curl ", "curl --fail ").replace("localhost:8080",
                            "localhost:" + bot.port())));
            assertThat(run.exit()).as(command + run.output()).isZero();
            assertThat(run.output()).as(command).isNotBlank();
        }
    }
}
