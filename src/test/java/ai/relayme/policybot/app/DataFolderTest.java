package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine cannot read what the bot writes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other rights")
class DataFolderTest {
    @TempDir
    private Path folder;

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything in a folder, which is its owner's alone. */
    private static Set<String> closed(Path data) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(data)) {
            files.filter(file -> !file.equals(data)).forEach(file -> {
                assertThat(rights(file)).as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
                names.add(file.getFileName().toString());
            });
        }
        return names;
    }

    private static int ask(Path data) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(new String[]{"ask", "Do you sell my personal data?"}, Map.of("DATA_DIR", data.toString()),
                nowhere, nowhere);
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path data = folder.resolve("above/data");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(ask(data)).isZero();
            assertThat(log.lines()).noneMatch(line -> line.contains("DATA_DIR"));
        }
        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(closed(data)).contains("policybot.db");
    }

    @Test
    void isLeftAsItIsAndWarnedOfWhereOthersMayReadIt() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (CapturedLog log = new CapturedLog()) {
            assertThat(ask(data)).isZero();
            assertThat(log.lines()).anyMatch(
                    line -> line.contains("WARN") && line.contains("DATA_DIR " + data + " is open to other users"));
        }
        assertThat(rights(data)).isEqualTo("rwxr-xr-x");
        assertThat(closed(data)).contains("policybot.db");
    }

    /** Also what an earlier version has made for all to read. */
    @Test
    void hasNoFileForOthersWhileItServes() throws Exception {
        Path database = folder.resolve("policybot.db");
        Path erasures = folder.resolve("erasures.log");
        for (Path file : List.of(database, erasures)) {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Path mail = Files.createDirectory(folder.resolve("mail"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TestBot bot = TestBot.start("DATA_DIR", folder.toString(), "DATABASE_URL", "jdbc:sqlite:" + database)) {
            String reference = TestBot.json(bot.post("/handoffs",
                    "{\"email\": \"jo@example.com\", \"message\": \"Please call me\"}")).path("reference").asText();
            MailServer.code(mail, reference);
            ObjectNode answer = bot.ask("Do you sell my personal data?");
            assertThat(bot.send(bot.request("/conversations/" + answer.path("conversation_id").asText(),
                    "Authorization", "Bearer " + answer.path("conversation_token").asText()).DELETE()).statusCode())
                    .isEqualTo(204);
            assertThat(closed(folder)).contains("policybot.db", "policybot.db-wal", "policybot.db-shm", "erasures.log",
                    "mail").anyMatch(name -> name.endsWith(".eml"));
        }
    }
}
