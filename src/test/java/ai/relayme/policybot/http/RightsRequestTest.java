package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights requests and hand-offs over HTTP, with a real mail server at the other end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsRequestTest {
    private static final String SUPPORT = "support@relayme.ai";
    /** Fields that hold no free text. */
    private static final List<String> REFUSES = List.of("right", "email", "regime", "language");
    /** All harmful texts are sent, or of so many one: a build without the long tests sends a sixth. */
    private static final int EVERY = Integer.getInteger("generated.every", 1);
    private static final long PATIENCE_MILLIS = 60_000;
    private static final String PASSWORD = "correct horse battery";

    private final MailServer mailServer = MailServer.start();
    private TestBot bot;

    @BeforeAll
    void start() {
        bot = TestBot.start(mailServer.settings());
    }

    @AfterAll
    void stop() {
        bot.close();
        mailServer.close();
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

    private String code(String recipient, String reference) throws Exception {
        return mailServer.code(recipient, reference, 1);
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
        assertThat(mailServer.mails(visitor, reference, 1)).hasSize(1);
        HttpResponse<String> verified = verify(reference, " " + code.substring(0, 3) + " " + code.substring(3));
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
        assertThat(TestBot.json(verified).path("status").asText()).isEqualTo("received");
        assertThat(TestBot.json(verified).path("due_at")).isEqualTo(receipt.path("due_at"));
        assertProblem(verify(reference, code), 409);

        MimeMessage support = mailServer.mails(SUPPORT, reference, 1).getFirst();
        assertThat(support.getReplyTo()).hasSize(1);
        assertThat(support.getReplyTo()[0].toString()).isEqualTo(visitor);
        assertThat(MailServer.text(support)).contains("> " + words, visitor, reference)
                .containsPattern("> (Q: |問：|问：)" + Pattern.quote(words));
        String url = MailServer.statusUrl(mailServer.mails(visitor, reference, 2).getLast());
        assertThat(TestBot.json(verified).path("status_url").asText()).isEqualTo(url);
        String path = url.substring(bot.publicUrl().length());
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
        assertThat(MailServer.text(mailServer.mails(SUPPORT, reference, 1).getFirst())).contains("> Please call me")
                .doesNotContain("Conversation with the assistant");
    }

    @Test
    void sendsNobodysConversationAlongWithoutItsToken() throws Exception {
        ObjectNode foreign = bot.ask("Do you sell my personal data?");
        String reference = accepted(submit(body("thief@example.com").put("conversation_id",
                foreign.path("conversation_id").asText()))).path("reference").asText();
        verify(reference, code("thief@example.com", reference));
        assertThat(MailServer.text(mailServer.mails(SUPPORT, reference, 1).getFirst())).doesNotContain("Do you sell");
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
        Map<String, List<String>> forms = Map.of("/rights-requests",
                List.of("right", "name", "details", "on_behalf_of", "email", "regime", "language", "conversation_id"),
                "/handoffs", List.of("message", "email", "language", "conversation_id"));
        int tried = 0;
        Map<String, String> accepted = new LinkedHashMap<>();
        for (String harm : harms()) {
            for (Map.Entry<String, List<String>> form : forms.entrySet()) {
                for (String field : form.getValue()) {
                    ObjectNode body = TestBot.json("{}").put("language", "en")
                            .put("email", "reader-" + tried++ + "@example.com");
                    body.put(form.getKey().equals("/handoffs") ? "message" : "right", "access");
                    body.put(field, field.equals("email") ? "reader@example.com" + harm : "x" + harm);
                    HttpResponse<String> reply = bot.post(form.getKey(), body.toString());
                    if (REFUSES.contains(field)) {
                        assertThat(reply.statusCode()).as(field).isEqualTo(400);
                    } else {
                        assertThat(reply.statusCode()).as(field).isIn(202, 400);
                    }
                    if (reply.statusCode() == 202) {
                        accepted.put(form.getKey() + " " + field, body.path("email").asText() + " "
                                + TestBot.json(reply).path("reference").asText());
                    }
                }
            }
        }
        assertThat(tried).isEqualTo(60 / EVERY * 12);
        // of each field, the last one accepted goes the whole way to support
        assertThat(accepted).hasSize(6);
        for (String last : accepted.values()) {
            String[] parts = last.split(" ", -1);
            verify(parts[1], code(parts[0], parts[1]));
            MimeMessage support = mailServer.mails(SUPPORT, parts[1], 1).getFirst();
            assertThat(support.getReplyTo()).hasSize(1);
            assertThat(support.getReplyTo()[0].toString()).isEqualTo(parts[0]);
        }
        for (MimeMessage mail : mailServer.all()) {
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getAllRecipients()[0].toString()).doesNotContain("victim");
            TreeSet<String> headers = new TreeSet<>();
            Collections.list(mail.getAllHeaders()).forEach(header -> headers.add(header.getName()));
            headers.removeAll(List.of("Reply-To", "Return-Path", "Received"));
            assertThat(headers).containsExactlyElementsOf(new TreeSet<>(Arrays.asList("Auto-Submitted",
                    "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject",
                    "To")));
        }
    }

    /** Twelve ways to end a line or an address, with five things to begin then. */
    private static List<String> harms() {
        List<String> all = new ArrayList<>();
        for (String end : List.of("\r\n", "\n", "\r", "\u2028", "\u0085", "%0d%0a", "\\r\\n", "=0D=0A", "\u000b", ",",
                ";", " ")) {
            for (String payload : List.of("Bcc: victim@example.org", "To: victim@example.org",
                    "Subject: =?utf-8?b?aGk=?=", "Content-Type: text/html\r\n\r\n<b>x</b>",
                    ".\r\nMAIL FROM:<x@y>")) {
                all.add(end + payload);
            }
        }
        return IntStream.iterate(0, at -> at < all.size(), at -> at + EVERY).mapToObj(all::get).toList();
    }

    @Test
    void holdsOneClientToFiveMailsAnHourToAddressesThatNobodyHasProven() {
        try (TestBot limited = TestBot.start("RATE_LIMIT", "30/PT1M")) {
            String reference = "";
            assertProblem(limited.post("/rights-requests", body("nobody").toString()), 400);
            for (int i = 0; i < 3; i++) {
                assertThat(limited.post("/handoffs", "{\"email\": \"victim@example.com\", \"message\": \"once\"}",
                        "Idempotency-Key", "key").statusCode()).as("one that counts").isEqualTo(202);
            }
            assertProblem(limited.post("/rights-requests/RM-00000-00000/code", "{}"), 404);
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> taken = limited.post("/rights-requests", body("victim@example.com").toString());
                assertThat(taken.statusCode()).isEqualTo(202);
                reference = TestBot.json(taken).path("reference").asText();
            }
            String code = "/rights-requests/" + reference + "/code";
            assertThat(limited.post(code, "{}").statusCode()).as("the fifth").isEqualTo(202);
            assertThat(assertProblem(limited.post(code, "{}"), 429).path("detail").asText()).contains(SUPPORT);
            String other = body("other@example.com").toString();
            assertThat(limited.post("/rights-requests", other).statusCode()).as("kept, without a mail").isEqualTo(202);
            String page = limited.apiKey(new ApiKey.Grant("page", Set.of(Scope.HANDOFF), Set.of("https://a.example"),
                    null));
            assertThat(limited.post("/rights-requests", other, "Authorization", "Bearer " + page, "Origin",
                    "https://a.example").statusCode()).as("anybody has a page's key").isEqualTo(202);
            awaitThat(() -> waiting(limited) == 3);
            String server = limited.apiKey("server");
            assertThat(limited.post("/rights-requests", other, "Authorization", "Bearer " + server).statusCode())
                    .isEqualTo(202);
            // they lie in the folder, for want of a mail server; the others are never sent
            awaitThat(() -> waiting(limited) == 4);
            assertThat(limited.data().resolve("mail").toFile().list((_, name) -> name.endsWith(".eml")).length)
                    .isLessThanOrEqualTo(4);
        }
    }

    @Test
    void holdsOneClientToTwentyRequestsAnHour() {
        try (TestBot limited = TestBot.start("RATE_LIMIT", "30/PT1M")) {
            String request = body("victim@example.com").toString();
            for (int i = 0; i < 20; i++) {
                assertThat(limited.post("/rights-requests", request).statusCode()).isEqualTo(202);
            }
            HttpResponse<String> refused = limited.post("/rights-requests", request);
            assertThat(assertProblem(refused, 429).path("detail").asText()).contains(SUPPORT);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        }
    }

    @Test
    void holdsAllClientsTogetherToThreeHundredMailsAnHour() {
        try (TestBot limited = TestBot.start("RATE_LIMIT", "30/PT1M", "TRUSTED_PROXIES", "127.0.0.0/8")) {
            for (int i = 0; i < 330; i++) {
                assertThat(limited.post("/rights-requests", body("victim" + i + "@example.com").toString(),
                        "X-Forwarded-For", "203.0.113." + i / 2).statusCode()).as("kept").isEqualTo(202);
            }
            // some come back while they are taken
            awaitThat(() -> waiting(limited) >= 300 && waiting(limited) <= 315);
        }
    }

    private static int waiting(TestBot bot) {
        return TestBot.json(bot.get("/health/ready")).path("mail").path("pending").asInt();
    }

    /** A mail server that takes no long mail, at the other end of a socket. */
    @Test
    void sendsSupportAMailWithoutTheConversationThatAMailServerRefused() throws Exception {
        try (FakeSmtp server = FakeSmtp.start();
                TestBot small = TestBot.start("SMTP_URL", "smtp://bot:secret@127.0.0.1:" + server.port(), "MAIL_FROM",
                        "bot@relayme.ai", "AGENT_PASSWORD", PASSWORD)) {
            ObjectNode answer = small.ask("Do you sell my personal data?");
            String reference = accepted(small.post("/rights-requests", body("long@example.com")
                    .put("conversation_id", answer.path("conversation_id").asText()).toString(), "Authorization",
                    "Bearer " + answer.path("conversation_token").asText())).path("reference").asText();
            awaitThat(() -> !server.messages().isEmpty());
            String code = MailServer.code(message(server));
            server.reply("DATA-END", "552 too large");
            assertThat(small.post("/rights-requests/" + reference + "/verify", "{\"code\": \"" + code + "\"}")
                    .statusCode()).isEqualTo(200);
            awaitThat(() -> TestBot.json(small.get("/health/ready")).path("mail").path("dead_letters").asInt() == 2);
            assertThat(TestBot.json(small.get("/health/ready")).path("status").asText()).isEqualTo("degraded");
            server.mend();

            String cookie = small.session("admin", PASSWORD);
            String path = "/api/console/rights-requests/" + reference;
            String[] headers = {"Cookie", cookie, "Sec-Fetch-Site", "same-origin"};
            for (JsonNode mail : TestBot.json(small.get(path, "Cookie", cookie)).path("mails")) {
                boolean refused = mail.path("topic").asText().equals("support");
                assertThat(small.post(path + "/mails/" + mail.path("id").asText() + "/resend",
                        "{\"transcript\": false}", headers).statusCode()).as(mail.toString())
                        .isEqualTo(refused ? 204 : 409);
            }
            awaitThat(() -> TestBot.json(small.get("/health/ready")).path("mail").path("pending").asInt() == 0);
            String text = MailServer.text(message(server));
            assertThat(text).contains("> I want everything you have on me", "Left out of this email")
                    .doesNotContain("Do you sell");
            ObjectNode shown = TestBot.json(small.post(path + "/reveal", "{}", headers));
            assertThat(shown.path("transcript").asText()).contains("Do you sell");
            assertThat(shown.path("log_whole").asBoolean()).isTrue();
        }
    }

    private static MimeMessage message(FakeSmtp server) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(String.join("\r\n", server.messages().getLast().lines())
                .getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitThat(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void takesTheLastCodeThatWasSentWhereAnotherWouldBeOneMailTooMany() throws Exception {
        String reference = accepted(submit(body("impatient@example.com"))).path("reference").asText();
        String last = "";
        for (int mails = 1; mails <= 3; mails++) {
            // each is waited for: mails may overtake one another
            last = mailServer.code("impatient@example.com", reference, mails);
            accepted(bot.post("/rights-requests/" + reference + "/code", "{}"));
        }
        assertThat(verify(reference, last).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsHowManyTriesAreLeftAndWhenNoneIs() throws Exception {
        String reference = accepted(submit(body("guesser@example.com"))).path("reference").asText();
        String wrong = code("guesser@example.com", reference).equals("000000") ? "000001" : "000000";
        assertThat(assertProblem(verify(reference, "12345"), 400).has("tries_left")).isFalse();
        for (int left = 4; left >= 0; left--) {
            assertThat(assertProblem(verify(reference, wrong), 400).path("tries_left").asInt(-1)).isEqualTo(left);
        }
        ObjectNode locked = assertProblem(verify(reference, code("guesser@example.com", reference)), 429);
        assertThat(locked.path("tries_left").asInt(-1)).isZero();
        assertThat(bot.post("/rights-requests/" + reference + "/code", "{}").statusCode()).isEqualTo(202);
        assertThat(verify(reference, mailServer.code("guesser@example.com", reference, 2)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hant", "zh-Hans"})
    void tellsWhatItsFormsSay(String language) {
        ObjectNode form = TestBot.json(bot.get("/forms", "Accept-Language", language));
        assertThat(form.path("language").asText()).isEqualTo(language);
        assertThat(form.path("support").path("email").asText()).isEqualTo(SUPPORT);
        assertThat(form.path("regimes")).hasSize(6).allSatisfy(regime -> assertThat(
                form.path("words").path("regime." + regime.path("regime").asText()).asText()).isNotBlank());
        assertThat(form.path("words")).isNotEmpty().allSatisfy(word -> assertThat(word.asText()).isNotBlank());
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
