package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.mail.MailServer;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.TestPostgres;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes on one PostgreSQL behind a real nginx, which sends each request to the other one than the last. */
@EnabledIf(value = "ai.relayme.policybot.app.Nginx#isThere", disabledReason = "there is no nginx")
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesTest {
    private static final String PASSWORD = "a password of an agent's";
    private static final int NODES = 2;

    private final MailServer mailServer = MailServer.start();
    private final String url;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final TestBot one;
    private final TestBot two;
    private final Nginx nginx;

    NodesTest(TestPostgres postgres) throws IOException {
        url = postgres.freshUrl();
        int port = Nginx.freePort();
        String[] settings = Stream.concat(Stream.of("DATABASE_URL", url, "PUBLIC_URL", "http://localhost:" + port),
                Stream.of(mailServer.settings())).toArray(String[]::new);
        one = TestBot.start(settings);
        two = TestBot.start(settings);
        nginx = Nginx.start(Files.createTempDirectory("policybot-nginx"), port, one.port(), two.port());
        parts.addAll(List.of(nginx, two, one, mailServer));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(nginx.address(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> get(String path, String... headers) {
        return one.send(request(path, headers));
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return one.send(request(path, headers).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private ObjectNode ask(ObjectNode body, String... headers) {
        HttpResponse<String> reply = post("/ask", body.toString(), headers);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return TestBot.json(reply);
    }

    /** What both nodes reply. */
    private Set<Integer> statuses(String path, String... headers) {
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < NODES; i++) {
            statuses.add(get(path, headers).statusCode());
        }
        return statuses;
    }

    private List<HttpResponse<String>> atOnce(int times, String path, String body, String... headers)
            throws Exception {
        List<Future<HttpResponse<String>>> sent = new ArrayList<>();
        List<HttpResponse<String>> replies = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                sent.add(callers.submit(() -> post(path, body, headers)));
            }
        }
        for (Future<HttpResponse<String>> reply : sent) {
            replies.add(reply.get());
        }
        return replies;
    }

    @Test
    void keepOneConversationAndForgetItTogether() {
        ObjectNode first = ask(TestBot.question("Do you sell my personal data?"));
        String id = first.path("conversation_id").asText();
        String[] token = {"Authorization", "Bearer " + first.path("conversation_token").asText()};
        for (String question : List.of("And who gets it?", "How long do you keep it?", "Thank you")) {
            ObjectNode next = ask(TestBot.question(question).put("conversation_id", id), token);
            assertThat(next.path("conversation_id").asText()).isEqualTo(id);
        }
        assertThat(List.of(one, two)).allSatisfy(
                node -> assertThat(node.metric("policybot_answer_seconds_count")).isGreaterThanOrEqualTo(2));
        assertThat(TestBot.json(get("/conversations/" + id, token)).path("turns")).hasSize(4);
        assertThat(statuses("/answers/" + first.path("id").asText() + "?verify=true")).containsExactly(200);

        assertThat(one.send(request("/conversations/" + id, token).DELETE()).statusCode()).isEqualTo(204);
        assertThat(statuses("/conversations/" + id, token)).containsExactly(404);
        assertThat(ask(TestBot.question("And now?").put("conversation_id", id), token).path("conversation_id").asText())
                .isNotEqualTo(id);
    }

    @Test
    void knowAnAgentsSessionUntilItEnds() {
        one.agent("ming", Role.VIEWER, PASSWORD);
        String cookie = two.session("ming", PASSWORD);
        assertThat(statuses("/api/console/session", "Cookie", cookie)).containsExactly(200);
        assertThat(one.send(request("/api/console/session", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").DELETE())
                .statusCode()).isEqualTo(204);
        assertThat(statuses("/api/console/session", "Cookie", cookie)).containsExactly(401);
    }

    @Test
    void giveARepeatedQuestionOneAnswer() throws Exception {
        String body = TestBot.question("Which cookies do you set?").toString();
        Set<String> answers = new HashSet<>();
        for (HttpResponse<String> reply : atOnce(8, "/ask", body, "Idempotency-Key", "question-1")) {
            assertThat(reply.statusCode()).as(reply.body()).isIn(200, 409);
            if (reply.statusCode() == 200) {
                answers.add(TestBot.json(reply).path("id").asText());
            }
        }
        for (int i = 0; i < NODES; i++) {
            answers.add(TestBot.json(post("/ask", body, "Idempotency-Key", "question-1")).path("id").asText());
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void takeARequestInOnceSendItsMailOnceAndKnowItsCodeAndStatus() throws Exception {
        String visitor = "two-nodes@example.com";
        String body = TestBot.json("{}").put("right", "access").put("email", visitor).toString();
        Set<String> references = new HashSet<>();
        for (HttpResponse<String> reply : atOnce(8, "/rights-requests", body, "Idempotency-Key", "request-1")) {
            assertThat(reply.statusCode()).as(reply.body()).isIn(202, 409);
            if (reply.statusCode() == 202) {
                references.add(TestBot.json(reply).path("reference").asText());
            }
        }
        assertThat(references).hasSize(1);
        String reference = references.iterator().next();
        String code = TestBot.json("{}").put("code", mailServer.code(visitor, reference, 1)).toString();
        String wrong = TestBot.json("{}").put("code", "x").toString();
        assertThat(post("/rights-requests/" + reference + "/verify", wrong).statusCode()).isBetween(400, 499);
        HttpResponse<String> verified = post("/rights-requests/" + reference + "/verify", code);
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
        assertThat(post("/rights-requests/" + reference + "/verify", code).statusCode()).isEqualTo(409);

        String status = TestBot.json(verified).path("status_url").asText();
        assertThat(statuses(status.substring(nginx.address("").toString().length()))).containsExactly(200);
        assertThat(mailServer.mails(visitor, reference, 2)).hasSize(2);
        assertThat(mailServer.mails("support@relayme.ai", reference, 1)).hasSize(1);
    }

    @Test
    void eraseWhatIsOldForEachOther() {
        ObjectNode old = ask(TestBot.question("Where do you store my data?"));
        int code = Main.run(new String[]{"purge"},
                Map.of("DATABASE_URL", url, "DATA_DIR", one.data().resolve("purge").toString(), "TRANSCRIPT_RETENTION",
                        "PT0.001S"),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), System.err);
        assertThat(code).isZero();
        assertThat(statuses("/answers/" + old.path("id").asText())).containsExactly(404);
        assertThat(statuses("/conversations/" + old.path("conversation_id").asText(), "Authorization",
                "Bearer " + old.path("conversation_token").asText())).containsExactly(404);
    }
}
