package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
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

    private static final String PASSWORD = "correct horse battery";

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

    /** Hands that conversation over, with a proven address; gives the case's reference. */
    private static String handOver(TestBot bot, JsonNode answer, String email) {
        HttpResponse<String> opened = bot.post("/handoffs",
                TestBot.json("{}").put("email", email).put("message", "Please call me").put("language", "en")
                        .put("conversation_id", answer.path("conversation_id").asText()).toString(),
                "Authorization", "Bearer " + answer.path("conversation_token").asText());
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(202);
        return TestBot.json(opened).path("reference").asText();
    }

    private static void verify(TestBot bot, String reference, String code) {
        assertThat(bot.post("/handoffs/" + reference + "/verify", "{\"code\": \"" + code + "\"}").statusCode())
                .isEqualTo(200);
    }

    /** What the folder has of mails that contain these words. */
    private static List<String> mails(Path data, String... words) {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".eml")).map(ErasureTest::mail)
                    .filter(text -> Stream.of(words).allMatch(text::contains)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mail(Path file) {
        try (InputStream mail = Files.newInputStream(file)) {
            return MailServer.text(new MimeMessage(null, mail));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode shown(TestBot bot, String cookie, String reference) {
        return TestBot.json(bot.post("/api/console/rights-requests/" + reference + "/reveal", "{}", "Cookie", cookie,
                "Sec-Fetch-Site", "same-origin"));
    }

    @Test
    void leavesNoWordOfAConversationThatWasHandedOver(@TempDir Path data) throws Exception {
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL",
                "jdbc:sqlite:" + data.resolve("policybot.db"), "AGENT_PASSWORD", PASSWORD)) {
            ObjectNode mine = plant(bot);
            String verified = handOver(bot, mine, "jo@example.com");
            String unverified = handOver(bot, mine, "ann@example.com");
            verify(bot, verified, MailServer.code(data.resolve("mail"), verified));
            Waiting.until("the mail to support lies there, too", () -> !mails(data, verified, CANARY).isEmpty());

            assertThat(erase(bot, mine)).isEqualTo(204);
            assertThat(found(data)).isEmpty();
            assertThat(mails(data, verified, "> Please call me", "The conversation was erased"))
                    .as("the mail to support").hasSize(1);
            String cookie = bot.session("admin", PASSWORD);
            for (String reference : List.of(verified, unverified)) {
                JsonNode shown = shown(bot, cookie, reference);
                assertThat(shown.path("details").asText()).isEqualTo("Please call me");
                assertThat(shown.path("transcript").isNull()).isTrue();
                assertThat(shown.path("log").findValuesAsText("event")).contains("transcript_erased");
                assertThat(shown.path("log_whole").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void keepsAConversationThatIsTooOldWhereSupportStillWorksOnItsCase(@TempDir Path data) throws Exception {
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL",
                "jdbc:sqlite:" + data.resolve("policybot.db"), "AGENT_PASSWORD", PASSWORD, "TRANSCRIPT_RETENTION",
                "PT0.001S")) {
            ObjectNode mine = plant(bot);
            String closed = handOver(bot, mine, "jo@example.com");
            verify(bot, closed, MailServer.code(data.resolve("mail"), closed));
            String open = handOver(bot, mine, "ann@example.com");
            assertThat(bot.purge()).isEqualTo(1);
            String cookie = bot.session("admin", PASSWORD);
            assertThat(shown(bot, cookie, closed).path("transcript").asText()).contains(CANARY);
            assertThat(bot.post("/api/console/rights-requests/" + closed + "/changes",
                    "{\"change\": \"close\", \"outcome\": \"answered\"}", "Cookie", cookie, "Sec-Fetch-Site",
                    "same-origin").statusCode()).isEqualTo(200);
            bot.purge();
            assertThat(shown(bot, cookie, closed).path("transcript").isNull()).isTrue();
            assertThat(shown(bot, cookie, open).path("transcript").asText()).contains(CANARY);

            assertThat(erase(bot, mine)).as("what is left of it").isEqualTo(204);
            assertThat(found(data)).isEmpty();
            assertThat(erase(bot, mine)).isEqualTo(404);
        }
    }

    @Test
    void leavesNoWordOfItWhereTheMailWasSentOrRefused(@TempDir Path data) throws Exception {
        try (FakeSmtp server = FakeSmtp.start();
                TestBot bot = TestBot.start("DATA_DIR", data.toString(), "DATABASE_URL",
                        "jdbc:sqlite:" + data.resolve("policybot.db"), "SMTP_URL",
                        "smtp://bot:secret@127.0.0.1:" + server.port(), "MAIL_FROM", "bot@relayme.ai")) {
            ObjectNode mine = plant(bot);
            for (boolean refused : List.of(false, true)) {
                int before = server.messages().size();
                String reference = handOver(bot, mine, "jo" + refused + "@example.com");
                Waiting.until("the code is sent", () -> server.messages().size() > before);
                String code = MailServer.code(new MimeMessage(null, new ByteArrayInputStream(
                        String.join("\r\n", server.messages().getLast().lines()).getBytes(StandardCharsets.UTF_8))));
                if (refused) {
                    server.reply("DATA-END", "552 too large");
                }
                verify(bot, reference, code);
                Waiting.until("it is sent or dead",
                        () -> TestBot.json(bot.get("/health/ready")).path("mail").path("pending").asInt() == 0);
            }
            assertThat(erase(bot, mine)).isEqualTo(204);
            assertThat(found(data)).isEmpty();
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
            handOver(bot, mine, "jo@example.com");
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
