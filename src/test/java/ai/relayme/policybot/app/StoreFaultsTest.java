package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.mail.FakeSmtp.Trick;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ai.relayme.policybot.relay.Reply.Ending;
import ai.relayme.policybot.store.InstanceLock;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a disk and a file of the database can do to a server, and what it says then. */
@Tag("long")
class StoreFaultsTest {
    private static final String QUESTION = "{\"question\": \"Do you sell my personal data?\"}";
    private static final String REQUEST = "{\"right\": \"access\", \"email\": \"visitor@example.com\"}";
    private static final int PAGE = 4096;

    @TempDir
    private Path data = Path.of("");

    private String url() {
        return "jdbc:sqlite:" + data.resolve("policybot.db");
    }

    private int kept(String table) {
        try (Store store = Store.open(url())) {
            return store.read(handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
        }
    }

    private static void assertTryAgain(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).isPresent();
        assertThat(reply.body()).contains("\"type\"").doesNotContain("SQL", "Exception", "policybot.db", "disk");
    }

    /** Refused because of the others, not because of the database. */
    private static boolean isRefused(CompletableFuture<HttpResponse<String>> reply) {
        return reply.isDone() && reply.join().body().contains("Too many questions");
    }

    /** The failure stands in the log, which is one JSON object a line, by the request's id. */
    private static void assertLogged(ServerProcess server, String requestId) {
        while (server.log().stream().noneMatch(line -> line.contains(requestId))) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(server.log().stream().map(TestBot::json)).allMatch(line -> line.hasNonNull("time"))
                .filteredOn(line -> line.path("request_id").asText().equals(requestId)).first()
                .satisfies(line -> {
                    assertThat(line.path("level").asText()).isEqualTo("ERROR");
                    assertThat(line.path("logger").asText()).isEqualTo("ai.relayme.policybot.http.request.Problems");
                    assertThat(line.path("exception").asText()).contains("StoreException", "\n\tat ");
                });
    }

    /** How far each comes is the machine's affair: classes are loaded, the database is made, the corpus is read. */
    @Test
    void startsAfterStartsThatWereCutOffAnywhere() throws Exception {
        for (long millis : new long[]{400, 900, 1_600}) {
            ServerProcess.cutOff(data, millis);
        }
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(server.post("/ask", QUESTION).statusCode()).isEqualTo(200);
        }
        assertThat(kept("answer")).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit on files is set by Linux's prlimit")
    void goesOnReadingWhileNothingCanBeWrittenAndWritesAgainOnceItCan() throws Exception {
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(server.post("/ask", QUESTION).statusCode()).isEqualTo(200);
            server.limitFiles("1");

            HttpResponse<String> refused = server.post("/ask", QUESTION);
            assertTryAgain(refused);
            assertThat(refused.body()).as("the way that is left").contains("support@relayme.ai");
            assertLogged(server, refused.headers().firstValue("Request-Id").orElseThrow());
            HttpResponse<String> request = server.post("/rights-requests", REQUEST);
            assertTryAgain(request);
            assertThat(request.body()).as("the way that is left").contains("support@relayme.ai");
            assertThat(server.post("/search", QUESTION).statusCode()).isEqualTo(200);
            assertThat(server.get("/documents/privacy-policy").statusCode()).isEqualTo(200);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);

            server.limitFiles("unlimited");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(server.post("/ask", QUESTION).statusCode()).isEqualTo(200);
            assertThat(server.post("/rights-requests", REQUEST).statusCode()).isEqualTo(202);
            server.kill();
        }
        assertThat(kept("answer")).isEqualTo(2);
        assertThat(kept("case_file")).isEqualTo(1);
    }

    @Test
    void refusesAFileThatAnotherServerServesFrom() throws Exception {
        try (InstanceLock _ = InstanceLock.take(url())) {
            ServerProcess.Refusal refused = ServerProcess.refusal(data);
            assertThat(refused.code()).as(refused.written()).isEqualTo(2);
            assertThat(refused.written()).isEqualTo("policybot: DATA_DIR or DATABASE_URL: the database is in use: "
                    + "another server serves from it" + System.lineSeparator());
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void startsAfterADeathAndRefusesAFileThatIsDamaged() throws Exception {
        try (ServerProcess server = ServerProcess.start(data)) {
            assertThat(server.post("/ask", QUESTION).statusCode()).isEqualTo(200);
            server.kill();
        }
        assertThat(data.resolve("policybot.db.lock")).exists();
        InstanceLock.take(url()).close();
        assertThat(kept("answer")).isEqualTo(1);

        Files.createFile(data.resolve("policybot.db.lock"));
        try (RandomAccessFile file = new RandomAccessFile(data.resolve("policybot.db").toFile(), "rw")) {
            file.seek(PAGE);
            file.write(new byte[PAGE * 3]);
        }
        ServerProcess.Refusal refused = ServerProcess.refusal(data);
        assertThat(refused.code()).as(refused.written()).isEqualTo(2);
        assertThat(refused.written()).startsWith("policybot: DATA_DIR or DATABASE_URL: the database file is damaged;")
                .contains("backup").hasLineCount(1);
    }

    @Test
    void takesNoFileThatWasEmptiedOrLostForANewOne() throws Exception {
        Files.createFile(data.resolve("policybot.db"));
        Files.createFile(data.resolve("policybot.db.lock"));
        assertRefusesToBeginAnew();
        Files.delete(data.resolve("policybot.db"));
        Files.delete(data.resolve("policybot.db.lock"));
        Files.write(data.resolve("policybot.db-wal"), new byte[PAGE]);
        assertRefusesToBeginAnew();
    }

    private void assertRefusesToBeginAnew() throws Exception {
        ServerProcess.Refusal refused = ServerProcess.refusal(data);
        assertThat(refused.code()).as(refused.written()).isEqualTo(2);
        assertThat(refused.written()).contains("empty or gone", "backup").hasLineCount(1);
    }

    /** Nobody else could be answering it: an SQLite file has one server. */
    @Test
    void answersAQuestionAnewThatADeathCutOff() throws Exception {
        String[] key = {"Idempotency-Key", "once"};
        try (FakeRelay relay = FakeRelay.start(0, request -> Reply.begins("We never sell").ending(Ending.STALL));
                ServerProcess server = ServerProcess.start(data, "RELAY_BASE_URL", relay.baseUrl().toString(),
                        "RELAY_API_KEY", "none", "RELAY_MODEL", "test")) {
            CompletableFuture<Void> cutOff = CompletableFuture.runAsync(() -> {
                try {
                    server.post("/ask", QUESTION, key);
                } catch (IOException | InterruptedException e) {
                    // killed before it answered
                }
            });
            while (kept("asked") == 0) {
                LockSupport.parkNanos(10_000_000);
            }
            server.kill();
            cutOff.join();
        }
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString())) {
            assertThat(bot.post("/ask", QUESTION, key).statusCode()).isEqualTo(200);
        }
    }

    /** A death before a caller hears of what was accepted, and before a mail that was taken over is marked as sent. */
    @Test
    void goesOnAfterADeathWithTheSameRequestAndTheSameMail() throws Exception {
        String[] key = {"Idempotency-Key", "once"};
        try (FakeSmtp mailServer = FakeSmtp.start().play(Trick.STALL_AFTER_DATA)) {
            String[] smtp = {"SMTP_URL", "smtp://localhost:" + mailServer.port(), "MAIL_FROM", "bot@relayme.ai"};
            String first;
            try (ServerProcess server = ServerProcess.start(data, smtp)) {
                HttpResponse<String> reply = server.post("/rights-requests", REQUEST, key);
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
                first = reply.body();
                while (mailServer.messages().isEmpty()) {
                    LockSupport.parkNanos(10_000_000);
                }
                server.kill();
            }
            mailServer.mend();
            try (Store store = Store.open(url())) {
                // a node that is silent for 40 seconds is dead; they are not waited for
                store.write(handle -> handle.execute(
                        "update scheduled_tasks set last_heartbeat = 1000 where task_name = 'deliver-mail'"));
            }
            try (TestBot bot = TestBot.start(Stream.concat(Stream.of("DATA_DIR", data.toString()), Stream.of(smtp))
                    .toArray(String[]::new))) {
                assertThat(bot.post("/rights-requests", REQUEST, key).body()).isEqualTo(first);
                assertThat(bot.rows()).containsEntry("case_file", 1).containsEntry("outbox", 1);
                while (mailServer.messages().size() < 2) {
                    LockSupport.parkNanos(10_000_000);
                }
                assertThat(mailServer.messages()).extracting(message -> message.header("Message-ID")).hasSize(2)
                        .containsOnly(mailServer.messages().getFirst().header("Message-ID"));
            }
        }
    }

    @Test
    void waitsForWhoeverHoldsTheFileButNotForEver() throws Exception {
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString());
                Connection holder = DriverManager.getConnection(url());
                Statement statement = holder.createStatement()) {
            statement.execute("begin immediate");
            assertTryAgain(bot.post("/ask", QUESTION));
            assertThat(bot.post("/search", QUESTION).statusCode()).isEqualTo(200);
            statement.execute("rollback");
            assertThat(bot.post("/ask", QUESTION).statusCode()).isEqualTo(200);
        }
        assertThat(kept("answer")).isEqualTo(1);
    }

    @Test
    void refusesQuestionsAtOnceWhileTooManyWait() throws Exception {
        // half as many again as it works on: some are done before the last has come
        int more = 900 * Runtime.getRuntime().availableProcessors();
        try (TestBot bot = TestBot.start("DATA_DIR", data.toString());
                HttpClient visitors = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                Connection holder = DriverManager.getConnection(url());
                Statement statement = holder.createStatement()) {
            statement.execute("begin immediate");
            HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bot.port() + "/ask"))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(QUESTION)).build();
            List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
            while (sent.stream().noneMatch(StoreFaultsTest::isRefused)) {
                assertThat(sent).as("questions that nobody refuses").hasSizeLessThan(10 * more);
                for (int i = 0; i < more; i++) {
                    sent.add(visitors.sendAsync(question, BodyHandlers.ofString()));
                }
                Waiting.until("one is refused, or all have their reply",
                        () -> sent.stream().anyMatch(StoreFaultsTest::isRefused)
                                || sent.stream().allMatch(CompletableFuture::isDone));
            }
            assertThat(bot.get("/health/live").statusCode()).isEqualTo(200);
            statement.execute("rollback");
            int refused = 0;
            for (CompletableFuture<HttpResponse<String>> each : sent) {
                HttpResponse<String> reply = each.get();
                if (isRefused(each)) {
                    refused++;
                    assertTryAgain(reply);
                    assertThat(reply.headers().firstValue("Retry-After")).hasValue("1");
                    assertThat(reply.headers().firstValue("Request-Id")).as("for support").isPresent();
                }
            }
            assertThat(refused).isPositive();
            assertThat(bot.metric("policybot_questions_refused_total")).isEqualTo(refused);
            assertThat(bot.post("/ask", QUESTION).statusCode()).isEqualTo(200);
        }
    }
}
