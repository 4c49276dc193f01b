package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the document's examples tell of, made to be there: a conversation, a request, an account, each when it is needed. */
final class Story {
    static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestBot bot;
    private final MailServer mail;
    private final String apiKey;
    private final String admin;
    private final boolean verified;
    private final int number = COUNT.incrementAndGet();
    private @Nullable ObjectNode answer;
    private @Nullable String reference;

    /** @param verified whether requests are passed on to support already */
    Story(TestBot bot, MailServer mail, String apiKey, String admin, boolean verified) {
        this.bot = bot;
        this.mail = mail;
        this.apiKey = apiKey;
        this.admin = admin;
        this.verified = verified;
    }

    /** What an example's value stands for; anything else is itself. */
    String real(String example) {
        return switch (example) {
            case "ans_01KB0Q6W3T8N5R2XH4V7M9YDZC" -> answer().path("id").asText();
            case "cnv_01KB0Q6W3SPF1A6ZC8JQ2E4XKT" -> answer().path("conversation_id").asText();
            case "visitor@example.com" -> email();
            case "RM-7K2Q-9FHW" -> reference("/rights-requests", "{\"right\": \"access\", \"language\": \"en\"}");
            case "RM-3D5T-8NVC" -> reference("/handoffs", "{\"message\": \"Please call me\", \"language\": \"en\"}");
            case "482913" -> code();
            case "cst_u0Wz5rYq1NcK8mVx4bLtP7eJd2hFsA9oGi3TnXyQRkE" -> token();
            case "cor_01KB0RZ0Y4D7B3K6W9C2X5F8QT" -> correction();
            case "key_5f2c9a70b1d84e36" -> {
                bot.apiKey("story " + number);
                yield bot.apiKeys().stream().filter(key -> key.grant().name().equals("story " + number)).findFirst()
                        .orElseThrow().id();
            }
            case "ming" -> agent("ming" + number).path("name").asText();
            case "set-Zq3hN7tXw1kLp5vRc9yBd2sF" ->
                agent("lin" + number).path("setup_url").asText().replaceFirst(".*#setup=", "");
            default -> example;
        };
    }

    /** The same for every text in a JSON value. */
    JsonNode real(JsonNode example) {
        if (example instanceof ObjectNode object) {
            ObjectNode real = object.deepCopy();
            object.properties().forEach(field -> real.set(field.getKey(), real(field.getValue())));
            return real;
        }
        return example.isTextual() ? TextNode.valueOf(real(example.asText())) : example;
    }

    /** The token of the conversation. */
    String conversationToken() {
        return answer().path("conversation_token").asText();
    }

    private ObjectNode answer() {
        if (answer == null) {
            answer = bot.ask("Do you give discounts to students?");
        }
        return answer;
    }

    private String email() {
        return "visitor" + number + "@example.com";
    }

    private String reference(String path, String body) {
        if (reference == null) {
            HttpResponse<String> reply = bot.post(path, TestBot.json(body).put("email", email()).toString(),
                    "Authorization", "Bearer " + apiKey);
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
            reference = TestBot.json(reply).path("reference").asText();
            if (verified) {
                verify(reference);
            }
        }
        return reference;
    }

    private ObjectNode verify(String opened) {
        HttpResponse<String> reply = bot.post("/rights-requests/" + opened + "/verify",
                TestBot.json("{}").put("code", code()).toString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return TestBot.json(reply);
    }

    private String code() {
        try {
            return mail.code(email(), opened(), 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String token() {
        return verify(opened()).path("status_url").asText().replaceFirst(".*token=", "");
    }

    private String opened() {
        if (reference == null) {
            throw new IllegalStateException("the example has a code and no reference");
        }
        return reference;
    }

    private String correction() {
        String author = "author" + number;
        bot.agent(author, Role.REVIEWER, PASSWORD);
        HttpResponse<String> reply = bot.post("/api/console/corrections", """
                {"question": "Do you sell data?", "answer": "No.", "language": "en", "policy_silent": true}""",
                "Cookie", bot.session(author, PASSWORD));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return TestBot.json(reply).path("id").asText();
    }

    private ObjectNode agent(String name) {
        HttpResponse<String> reply = bot.post("/api/console/agents",
                TestBot.json("{\"role\": \"reviewer\"}").put("name", name).toString(), "Cookie", admin);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return TestBot.json(reply);
    }
}
