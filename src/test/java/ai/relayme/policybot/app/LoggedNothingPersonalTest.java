package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.mail.MailServer;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * What people and operators trust the bot with stands in no line of its log, whatever goes wrong, and were everything logged
 * that the bot and its libraries can tell, as text or as JSON; but for Jetty, whose debugging shows the bytes of every connection. Alone, since
 * it turns the loggers of all up.
 */
@Isolated
class LoggedNothingPersonalTest {
    private static final Map<String, String> CANARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("question", "qzxquestion"),
            Map.entry("chinese question", "鑫淼焱"), Map.entry("address", "qzxaddress"), Map.entry("name", "qzxname"),
            Map.entry("details", "qzxdetails"), Map.entry("message", "qzxmessage"), Map.entry("comment", "qzxcomment"),
            Map.entry("relay key", "qzxrelaykey"), Map.entry("mail password", "qzxmailpassword"),
            Map.entry("agent's password", "qzxagentpassword"), Map.entry("model's words", "qzxmodel"),
            Map.entry("forwarded address", "203.0.113.77")));

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger bot = (Logger) LoggerFactory.getLogger("ai.relayme.policybot");
    private final Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
    private final Logger mailServer = (Logger) LoggerFactory.getLogger("com.icegreen");
    private final Level rootBefore = root.getLevel();
    private final Level botBefore = bot.getLevel();

    @BeforeEach
    void tellEverything() {
        root.setLevel(Level.DEBUG);
        bot.setLevel(Level.DEBUG);
        jetty.setLevel(Level.INFO);
        mailServer.setLevel(Level.OFF);
    }

    @AfterEach
    void tellAsMuchAsBefore() {
        root.setLevel(rootBefore);
        bot.setLevel(botBefore);
        jetty.setLevel(null);
        mailServer.setLevel(null);
    }

    private static String canary(String of) {
        return CANARIES.getOrDefault(of, "");
    }

    @Test
    void inNoFlow() throws Exception {
        List<String> lines;
        String codes;
        try (CapturedLog log = new CapturedLog();
                MailServer mails = MailServer.start();
                FakeRelay relay = FakeRelay.start(0, request -> Reply.says("We sell " + canary("model's words")
                        + ". [1] ", "And \u001B[31mmore. [1]"));
                TestBot server = TestBot.start(settings(mails, "RELAY_BASE_URL", relay.baseUrl().toString(),
                        "RELAY_API_KEY", canary("relay key"), "RELAY_MODEL", "m", "TRUSTED_PROXIES", "127.0.0.0/8",
                        "AGENT_PASSWORD", canary("agent's password")));
                TestBot unsent = TestBot.start("SMTP_URL",
                        "smtp://user:" + canary("mail password") + "@localhost:1")) {
            ObjectNode answer = ask(server);
            String key = server.apiKey("one");
            server.post("/ask", "{\"question\": \"" + canary("question") + "\"}", "Authorization", "Bearer " + key);
            badInput(server);
            codes = rightsRequest(server, mails, answer);
            console(server);
            unsent.post("/rights-requests", request());
            while (log.lines().stream().noneMatch(line -> line.contains("deferred"))) {
                LockSupport.parkNanos(10_000_000);
            }
            lines = Stream.of(log.lines(), log.json()).flatMap(List::stream).toList();
            assertThat(lines).as("it did listen").isNotEmpty();
            assertThat(lines).noneMatch(line -> line.contains(key) || line.contains(
                    answer.path("conversation_token").asText()) || line.contains(codes));
        }
        CANARIES.forEach((what, canary) -> assertThat(lines).as(what).noneMatch(line -> line.contains(canary)));
        assertThat(lines).as("a line is one event").noneMatch(line -> line.contains("\u001B"));
    }

    /** As the program configures its log itself. */
    @Test
    void inNoRequestThatIsNone(@TempDir Path data) throws Exception {
        try (ServerProcess server = ServerProcess.start(data)) {
            for (String headers : List.of("Host: a\r\nHost: " + canary("question"), "Host: a " + canary("name") + "<b>",
                    "Host: a\r\nContent-Type: application/json; charset=" + canary("address"))) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
                    socket.getOutputStream().write(("GET /documents/none?lang=en HTTP/1.1\r\n" + headers
                            + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 4");
                }
            }
            server.terminate();
            server.awaitExit();
            CANARIES.forEach((what, canary) -> assertThat(server.log()).as(what).noneMatch(
                    line -> line.contains(canary)));
        }
    }

    private static ObjectNode ask(TestBot server) {
        String question = TestBot.json("{}").put("question", "Do you sell what " + canary("question") + " told? "
                + canary("chinese question") + "\r\nERROR forged").toString();
        for (String form : List.of("application/json", "text/event-stream", "text/plain")) {
            assertThat(server.post("/ask", question, "Accept", form, "X-Forwarded-For", canary("forwarded address"))
                    .statusCode()).isEqualTo(200);
        }
        assertThat(server.post("/search", question).statusCode()).isEqualTo(200);
        ObjectNode answer = server.ask("Is " + canary("question") + " sold?");
        assertThat(server.post("/answers/" + answer.path("id").asText() + "/feedback",
                "{\"helpful\":false,\"comment\":\"" + canary("comment") + "\"}").statusCode()).isEqualTo(200);
        return answer;
    }

    private static void badInput(TestBot server) {
        for (String body : List.of("{\"question\": \"" + canary("question"), "{\"question\": 7, \"" + canary("name")
                + "\": \"" + canary("address") + "\"}", "\"" + canary("question") + "\"",
                TestBot.json("{}").put("question", canary("question") + "\u001B[31m").toString())) {
            assertThat(server.post("/ask", body).statusCode()).isEqualTo(400);
        }
        assertThat(server.get("/" + canary("question") + "?q=" + canary("address")).statusCode()).isEqualTo(404);
        assertThat(server.get("/documents/privacy-policy?lang=" + canary("name")).statusCode()).isEqualTo(400);
        assertThat(server.post("/ask", "{\"question\": \"hello\"}", "Authorization", "Bearer pbk_"
                + canary("name")).statusCode()).isEqualTo(401);
    }

    /** Returns the code, which nobody else may read either. */
    private static String rightsRequest(TestBot server, MailServer mails, ObjectNode answer) throws Exception {
        String address = canary("address") + "@example.com";
        String request = TestBot.json(request()).put("conversation_id", answer.path("conversation_id").asText())
                .toString();
        String reference = TestBot.json(server.post("/rights-requests", request, "Authorization",
                "Bearer " + answer.path("conversation_token").asText()).body()).path("reference").asText();
        String code = mails.code(address, reference, 1);
        assertThat(server.post("/rights-requests/" + reference + "/verify", "{\"code\": \"00000x\"}").statusCode())
                .isEqualTo(400);
        assertThat(server.post("/rights-requests/" + reference + "/verify", "{\"code\": \"" + code + "\"}")
                .statusCode()).isEqualTo(200);
        assertThat(server.post("/handoffs", TestBot.json("{}").put("email", address)
                .put("message", canary("message")).toString()).statusCode()).isEqualTo(202);
        assertThat(server.post("/handoffs", TestBot.json("{}").put("email", canary("address") + "\r\nBcc: x@y.z")
                .put("message", canary("message")).toString()).statusCode()).isEqualTo(400);
        return code;
    }

    private static String request() {
        return TestBot.json("{}").put("right", "access").put("email", canary("address") + "@example.com")
                .put("name", canary("name")).put("details", canary("details")).toString();
    }

    private static String[] settings(MailServer mails, String... more) {
        return Stream.concat(Stream.of(mails.settings()), Stream.of(more)).toArray(String[]::new);
    }

    private static void console(TestBot server) {
        server.agent("reviewer", Role.REVIEWER, canary("agent's password"));
        String session = server.session("reviewer", canary("agent's password"));
        assertThat(server.post("/api/console/session", "{\"name\": \"" + canary("name") + "\", \"password\": \""
                + canary("agent's password") + "\"}").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/console/conversations?q=" + canary("question"), "Cookie", session).statusCode())
                .isEqualTo(200);
    }
}
