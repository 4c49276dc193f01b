package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights requests and hand-offs over HTTP, with a real mail server at the other end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsRequestTest {
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})\\r?$");
    private static final Pattern STATUS_URL = Pattern.compile("http://localhost:\\d+(/rights-requests/\\S+)");
    private static final String SUPPORT = "support@relayme.ai";
    private static final long PATIENCE_MILLIS = 60_000;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private TestBot bot;

    @BeforeAll
    void start() {
        mailServer.start();
        mailServer.setUser("bot", "secret");
        bot = TestBot.start("SMTP_URL", "smtp://bot:secret@127.0.0.1:" + mailServer.getSmtp().getPort(), "MAIL_FROM",
                "bot@relayme.ai");
    }

    @AfterAll
    void stop() {
        bot.close();
        mailServer.stop();
    }

    private static ObjectNode body(String email) {
        return TestBot.json("{}").put("right", "access").put("email", email).put("details",
                "I want everything you have on me");
    }

    private HttpResponse<String> submit(ObjectNode body, String... headers) {
        return bot.post("/rights-requests", body.toString(), headers);
    }

    private ObjectNode accepted(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        return TestBot.json(reply);
    }

    private HttpResponse<String> verify(String reference, String code) {
        return bot.post("/rights-requests/" + reference + "/verify", TestBot.json("{}").put("code", code).toString());
    }

    /** The mails to that address whose subject holds that reference, once there are that many. */
    private List<MimeMessage> mails(String recipient, String reference, int count) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            List<MimeMessage> found = new ArrayList<>();
            for (MimeMessage mail : mailServer.getReceivedMessages()) {
                if (mail.getSubject().contains(reference)
                        && mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(recipient)) {
                    found.add(mail);
                }
            }
            if (found.size() >= count) {
                return found;
            }
            assertThat(System.nanoTime()).as("mail to " + recipient).isLessThan(end);
            mailServer.waitForIncomingEmail(500, mailServer.getReceivedMessages().length + 1);
        }
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    private String code(String recipient, String reference) throws Exception {
        Matcher code = CODE.matcher(text(mails(recipient, reference, 1).getLast()));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    @ParameterizedTest
    @CsvSource({"en, I want everything you have on me", "zh-Hans, 我想要你们持有的所有关于我的信息",
            "zh-Hant, 我想要你們持有的所有關於我的資料"})
    void goesFromTheRequestToSupportsMailAndTheStatusPage(String language, String words) throws Exception {
        String visitor = "visitor-" + language.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        ObjectNode answer = bot.ask(words);
        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        ObjectNode receipt = accepted(submit(
                TestBot.json("{}").put("right", answer.path("handoff").path("right").asText()).put("email", visitor)
                        .put("details", words).put("regime", "gdpr")
                        .put("conversation_id", answer.path("conversation_id").asText()),
                "Authorization", "Bearer " + answer.path("conversation_token").asText()));
        String reference = receipt.path("reference").asText();
        assertThat(receipt.path("status").asText()).isEqualTo("awaiting_verification");
        assertThat(receipt.path("due_at").asText()).endsWith("Z");
        assertThat(receipt.path("expires_at").asText()).endsWith("Z");

        String code = code(visitor, reference);
        assertThat(mails(visitor, reference, 1)).hasSize(1);
        HttpResponse<String> verified = verify(reference, " " + code.substring(0, 3) + " " + code.substring(3));
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
        assertThat(TestBot.json(verified).path("status").asText()).isEqualTo("received");
        assertThat(TestBot.json(verified).path("due_at")).isEqualTo(receipt.path("due_at"));
        assertProblem(verify(reference, code), 409);

        MimeMessage support = mails(SUPPORT, reference, 1).getFirst();
        assertThat(support.getReplyTo()).hasSize(1);
        assertThat(support.getReplyTo()[0].toString()).isEqualTo(visitor);
        assertThat(text(support)).contains("> " + words, "> Q: " + words, visitor, reference);
        Matcher url = STATUS_URL.matcher(text(mails(visitor, reference, 2).getLast()));
        assertThat(url.find()).isTrue();
        String path = url.group(1);
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!TestBot.json(bot.get(path)).path("status").asText().equals("acknowledged")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        HttpResponse<String> page = bot.get(path, "Accept", "text/html");
        assertThat(page.body()).contains("<html lang=\"" + language + "\"", reference).doesNotContain(words, visitor);
        assertProblem(bot.get(path + "x"), 404);
        assertProblem(bot.get("/rights-requests/" + reference), 404);
    }

    @Test
    void handsAMessageOverTheSameWay() throws Exception {
        ObjectNode receipt = accepted(bot.post("/handoffs",
                "{\"email\": \"caller@example.com\", \"message\": \"Please call me\", \"language\": \"en\"}"));
        String reference = receipt.path("reference").asText();
        assertThat(receipt.path("hours").asText()).contains("09:00-17:00");
        assertThat(receipt.path("open_now").asBoolean()).isEqualTo(receipt.path("next_open").isMissingNode());
        HttpResponse<String> verified = bot.post("/handoffs/" + reference + "/verify",
                "{\"code\": \"" + code("caller@example.com", reference) + "\"}");
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(text(mails(SUPPORT, reference, 1).getFirst())).contains("> Please call me");
    }

    @Test
    void sendsNobodysConversationAlongWithoutItsToken() throws Exception {
        ObjectNode foreign = bot.ask("Do you sell my personal data?");
        String reference = accepted(submit(body("thief@example.com").put("conversation_id",
                foreign.path("conversation_id").asText()))).path("reference").asText();
        verify(reference, code("thief@example.com", reference));
        assertThat(text(mails(SUPPORT, reference, 1).getFirst())).doesNotContain("Do you sell");
    }

    @Test
    void repeatsItsReplyToTheSameKeyAndRefusesAnotherBody() {
        ObjectNode body = body("twice@example.com");
        HttpResponse<String> first = submit(body, "Idempotency-Key", "5f0c-1");
        HttpResponse<String> second = submit(body, "Idempotency-Key", "5f0c-1");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertProblem(submit(body("other@example.com"), "Idempotency-Key", "5f0c-1"), 422);
        assertProblem(submit(body, "Idempotency-Key", "k y"), 400);
    }

    @Test
    void opensOneCaseForOneKeyHoweverManyTryAtOnce() throws Exception {
        ObjectNode body = body("many@example.com");
        List<Future<HttpResponse<String>>> replies = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                replies.add(callers.submit(() -> submit(body, "Idempotency-Key", "5f0c-2")));
            }
        }
        TreeSet<String> references = new TreeSet<>();
        for (Future<HttpResponse<String>> reply : replies) {
            assertThat(reply.get().statusCode()).isIn(202, 409);
            if (reply.get().statusCode() == 202) {
                references.add(TestBot.json(reply.get()).path("reference").asText());
            }
        }
        assertThat(references).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"email\": \"a@b.example\"} | /right",
            "{\"right\": \"all\", \"email\": \"a@b.example\"} | /right",
            "{\"right\": [], \"email\": \"a@b.example\"} | /right", "{\"right\": \"access\"} | /email",
            "{\"right\": \"access\", \"email\": \"a@b.example,c@d.example\"} | /email",
            "{\"right\": \"access\", \"email\": \"a@b.example\\nBcc: c@d.example\"} | /email",
            "{\"right\": \"access\", \"email\": \"a@b.example\", \"regime\": \"moon\"} | /regime",
            "{\"right\": \"access\", \"email\": \"a@b.example\", \"language\": \"fr\"} | /language",
            "{\"right\": \"access\", \"email\": \"a@b.example\", \"passport\": \"x\"} | /passport"})
    void pointsToTheFieldAtFault(String body, String pointer) {
        ObjectNode problem = assertProblem(bot.post("/rights-requests", body), 400);
        assertThat(problem.path("errors")).hasSize(1);
        assertThat(problem.path("errors").get(0).path("pointer").asText()).isEqualTo(pointer);
        assertThat(problem.toString()).doesNotContain("d.example", "moon");
    }

    /** Whatever stands in a field: one recipient, and the headers that every mail has. */
    @Test
    void letsNoFieldReachTheHeadersOrRecipients() throws Exception {
        List<String> breaks = List.of("\r\n", "\n", "\r", "\u2028", "\u0085", "%0d%0a", "\\r\\n", "=0D=0A", "\u000b",
                ",",
                ";", " ");
        List<String> payloads = List.of("Bcc: victim@example.org", "To: victim@example.org",
                "Subject: =?utf-8?b?aGk=?=", "Content-Type: text/html\r\n\r\n<b>x</b>", ".\r\nMAIL FROM:<x@y>");
        int asked = 0;
        List<String> references = new ArrayList<>();
        for (String lineBreak : breaks) {
            for (String payload : payloads) {
                String harm = "x" + lineBreak + payload;
                for (String field : List.of("name", "details", "on_behalf_of", "email", "regime", "conversation_id")) {
                    ObjectNode body = body("reader-" + asked++ + "@example.com").put("language", "en");
                    body.put(field, field.equals("email") ? "reader@example.com" + lineBreak + payload : harm);
                    HttpResponse<String> reply = submit(body);
                    assertThat(reply.statusCode()).as(field).isIn(202, 400);
                    assertThat(reply.statusCode() == 202 && (field.equals("email") || field.equals("regime")))
                            .isFalse();
                    if (reply.statusCode() == 202) {
                        references.add(body.path("email").asText() + " "
                                + TestBot.json(reply).path("reference").asText());
                    }
                }
            }
        }
        // of each field, the last accepted ones go the whole way to support
        for (String accepted : references.subList(references.size() - 4, references.size())) {
            String[] parts = accepted.split(" ", -1);
            verify(parts[1], code(parts[0], parts[1]));
            mails(SUPPORT, parts[1], 1);
        }
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getAllRecipients()[0].toString()).doesNotContain("victim");
            TreeSet<String> headers = new TreeSet<>();
            Collections.list(mail.getAllHeaders()).forEach(header -> headers.add(header.getName()));
            headers.removeAll(List.of("Reply-To", "Return-Path", "Received"));
            assertThat(headers).containsExactlyElementsOf(new TreeSet<>(Arrays.asList("Auto-Submitted",
                    "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject",
                    "To")));
        }
        assertThat(asked).isEqualTo(breaks.size() * payloads.size() * 6);
    }

    @Test
    void knowsNoReferenceThatItNeverGave() {
        assertProblem(verify("RM-00000-00000", "123456"), 404);
        assertProblem(bot.post("/rights-requests/RM-00000-00000/code", "{}"), 404);
    }

    @Test
    void tellsOfDeadLettersWhereOperatorsLook() {
        ObjectNode ready = TestBot.json(bot.get("/health/ready"));
        assertThat(ready.path("mail").path("dead_letters").isInt()).isTrue();
        assertThat(ready.path("mail").path("status").asText()).isEqualTo("up");
    }
}
