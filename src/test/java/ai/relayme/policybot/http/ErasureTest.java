package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor erased is in no file of the data folder, while the bot runs on. */
class ErasureTest {
    private static final String CANARY = "qzxcanary";
    /** As the database keeps it and as it is searched by. */
    private static final String CHINESE_CANARY = "鑫淼焱";
    private static final List<String> TRACES = List.of(CANARY, CHINESE_CANARY, "鑫淼", "淼焱", "qzxcomment");

    private static List<String> found(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> TRACES.stream().filter(trace -> content(file).contains(bytes(trace)))
                            .map(trace -> trace + " in " + folder.relativize(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static ObjectNode plant(TestBot bot) {
        ObjectNode first = bot.ask("Do you sell what " + CANARY + " told you? " + CHINESE_CANARY);
        bot.goOn(first, "And " + CANARY + "?");
        assertThat(bot.post("/answers/" + first.path("id").asText() + "/feedback",
                "{\"helpful\":false,\"comment\":\"qzxcomment\"}").statusCode()).isEqualTo(200);
        return first;
    }

    private static int erase(TestBot bot, JsonNode answer) {
        return bot.send(bot.request("/conversations/" + answer.path("conversation_id").asText(), "Authorization",
                "Bearer " + answer.path("conversation_token").asText()).DELETE()).statusCode();
    }

    @Test
    void leavesNoWordInAnyFile(@TempDir Path data) {
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL",
                "jdbc:sqlite:" + data.resolve("policybot.db"))) {
            for (int i = 0; i < 40; i++) {
                bot.ask("Do you sell my personal data? " + i);
            }
            ObjectNode mine = plant(bot);
            for (int i = 0; i < 40; i++) {
                bot.ask("你們會否出售我的個人資料？" + i);
            }
            assertThat(found(data)).as("planted").hasSizeGreaterThanOrEqualTo(TRACES.size() - 1);
            assertThat(erase(bot, mine)).isEqualTo(204);
            assertThat(found(data)).isEmpty();
            assertThat(bot.rows()).containsEntry("conversation", 80);
        }
    }

    /** @param left what a full disk or a death has left of an erasure before */
    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-2"})
    void erasesAgainWhatABackupBringsBack(String left, @TempDir Path data, @TempDir Path backup) throws Exception {
        Files.writeString(data.resolve("erasures.log"), left);
        Path file = data.resolve("policybot.db");
        Path kept = backup.resolve("policybot.db");
        ObjectNode mine;
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL", "jdbc:sqlite:" + file)) {
            mine = plant(bot);
            bot.ask("Do you sell my personal data?");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                statement.execute("vacuum into '" + kept + "'");
            }
            assertThat(erase(bot, mine)).isEqualTo(204);
        }
        Files.copy(kept, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(found(data)).isNotEmpty();
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL", "jdbc:sqlite:" + file)) {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!found(data).isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(found(data)).isEmpty();
            assertThat(bot.rows()).containsEntry("conversation", 1);
            assertThat(erase(bot, mine)).as("none of that id").isEqualTo(404);
        }
        assertThat(Files.readString(data.resolve("erasures.log"))).contains(mine.path("conversation_id").asText())
                .hasLineCount(left.isEmpty() ? 1 : 2);
    }

    @Test
    void erasesNothingThatItCouldNotEraseAgainAndSaysSo(@TempDir Path data) throws Exception {
        Files.createDirectory(data.resolve("erasures.log"));
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL",
                "jdbc:sqlite:" + data.resolve("policybot.db"))) {
            ObjectNode mine = plant(bot);
            assertThat(erase(bot, mine)).isEqualTo(503);
            assertThat(bot.rows()).containsEntry("conversation", 1);
            Files.delete(data.resolve("erasures.log"));
            assertThat(erase(bot, mine)).isEqualTo(204);
        }
    }

    @Test
    void forgetsWhatHasHadItsTimeThoughNobodyComesAgain(@TempDir Path data) throws Exception {
        String url = "jdbc:sqlite:" + data.resolve("policybot.db");
        String left = """
                select (select count(*) from asked where id = 'x') + (select count(*) from setup_link where hash = 'x')
                    + (select count(*) from agent_session where hash = 'x')
                    + (select count(*) from login_failure where source = 'x')""";
        try (TestBot _ = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL", url);
                Connection connection = DriverManager.getConnection(url + "?busy_timeout=10000");
                Statement statement = connection.createStatement()) {
            for (String row : List.of("asked (id, request, created_at) values ('x', 'x', 1)",
                    "setup_link (hash, agent, expires_at) values ('x', 'admin', 1)",
                    "agent_session (hash, agent, created_at, used_at) values ('x', 'admin', 1, 1)",
                    "login_failure (source, began_at, failures) values ('x', 1, 1)")) {
                statement.execute("insert into " + row);
            }
            Waiting.until("they are gone", () -> {
                try (ResultSet rows = statement.executeQuery(left)) {
                    return rows.getInt(1) == 0;
                }
            });
        }
    }

    @Test
    void doesSoWhileOthersAskAndRead() throws Exception {
        try (TestBot bot = TestBot.start()) {
            ObjectNode mine = plant(bot);
            ObjectNode others = bot.ask("hello");
            Thread busy = Thread.startVirtualThread(() -> {
                for (int i = 0; i < 30; i++) {
                    bot.goOn(others, "Do you sell my personal data?");
                }
            });
            assertThat(erase(bot, mine)).isEqualTo(204);
            busy.join();
            // what a reading held up is done with the next erasure at the latest
            ObjectNode last = bot.ask("hello");
            assertThat(erase(bot, last)).isEqualTo(204);
            assertThat(found(bot.data())).isEmpty();
        }
    }
}
