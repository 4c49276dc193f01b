package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnConversationTest extends BotTest {
    private static String path(JsonNode answer) {
        return "/conversations/" + answer.path("conversation_id").asText();
    }

    private static String[] token(JsonNode answer) {
        return new String[]{"Authorization", "Bearer " + answer.path("conversation_token").asText()};
    }

    private HttpResponse<String> delete(String path, String... headers) {
        return bot.send(bot.request(path, headers).DELETE());
    }

    private HttpResponse<String> feedback(JsonNode answer, String body) {
        return bot.post("/answers/" + answer.path("id").asText() + "/feedback", body);
    }

    private static String withoutRequestId(HttpResponse<String> reply) {
        ObjectNode problem = TestBot.json(reply);
        assertThat(problem.remove("request_id")).isNotNull();
        return problem.toString();
    }

    @Test
    void isNotErasedByAGetThatCallsItselfADelete() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        String path = "/conversations/" + answer.path("conversation_id").asText();
        String token = "Bearer " + answer.path("conversation_token").asText();
        assertThat(bot.get(path, "Authorization", token, "X-HTTP-Method-Override", "DELETE").statusCode())
                .isEqualTo(200);
        assertThat(bot.get(path, "Authorization", token).statusCode()).isEqualTo(200);
    }

    @Test
    void showsEveryTurnAsItWasGivenAndNoToken() {
        ObjectNode first = bot.ask("Do you sell my personal data?");
        ObjectNode second = bot.goOn(first, "你們會否出售我的個人資料？😀");
        HttpResponse<String> reply = bot.get(path(first), token(first));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
        ObjectNode shown = TestBot.json(reply);
        assertThat(shown.path("id")).isEqualTo(first.path("conversation_id"));
        assertThat(shown.path("language").asText()).isEqualTo("zh-Hant");
        assertThat(shown.path("turns")).hasSize(2);
        assertThat(shown.path("turns").path(1).path("question").asText()).isEqualTo("你們會否出售我的個人資料？😀");
        ObjectNode kept = first.deepCopy();
        kept.remove("conversation_token");
        assertThat(shown.path("turns").path(0).path("answer").toString()).isEqualTo(kept.toString());
        assertThat(shown.path("turns").path(1).path("answer").path("answer")).isEqualTo(second.path("answer"));
        assertThat(shown.path("turns").path(1).path("feedback").isNull()).isTrue();
        assertThat(reply.body()).doesNotContain(first.path("conversation_token").asText());
    }

    @Test
    void givesACopyToKeepAsJsonOrAsText() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        HttpResponse<String> json = bot.get(path(answer) + "/export", token(answer));
        assertThat(json.headers().firstValue("Content-Disposition")).get().asString()
                .isEqualTo("attachment; filename=\"" + answer.path("conversation_id").asText() + ".json\"");
        assertThat(TestBot.json(json).toString())
                .isEqualTo(TestBot.json(bot.get(path(answer), token(answer))).toString());
        HttpResponse<String> text = bot.send(bot.request(path(answer) + "/export", token(answer)).header("Accept",
                "text/plain"));
        assertThat(text.body()).contains("Q: Do you sell my personal data?",
                "We do not sell, rent, or trade your personal information to third parties.",
                "   Answered by an AI assistant.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/export"})
    void asksWhoComesWithoutATokenForOne(String rest) {
        ObjectNode answer = bot.ask("hello");
        HttpResponse<String> reply = bot.get(path(answer) + rest);
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(delete(path(answer)).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsNobodyElseWhetherThereIsAConversation() {
        ObjectNode mine = bot.ask("hello");
        ObjectNode other = bot.ask("hello");
        for (String path : new String[]{path(mine), "/conversations/cnv_01J00000000000000000000000"}) {
            for (String rest : new String[]{"", "/export"}) {
                HttpResponse<String> reply = bot.get(path + rest, token(other));
                assertThat(reply.statusCode()).isEqualTo(404);
                assertThat(withoutRequestId(reply))
                        .isEqualTo(withoutRequestId(bot.get(path(mine) + rest, "Authorization", "Bearer x")));
            }
            assertThat(delete(path, token(other)).statusCode()).isEqualTo(404);
        }
        assertThat(bot.get(path(mine), token(mine)).statusCode()).isEqualTo(200);
    }

    @Test
    void opensToTheApiKeyThatBeganIt() {
        String[] key = {"Authorization", "Bearer " + bot.apiKey("one")};
        ObjectNode answer = bot.ask(TestBot.question("hello"), key);
        assertThat(bot.get(path(answer), key).statusCode()).isEqualTo(200);
        assertThat(bot.get(path(answer), "Authorization", "Bearer " + bot.apiKey("other")).statusCode())
                .isEqualTo(404);
        assertThat(delete(path(answer), key).statusCode()).isEqualTo(204);
    }

    @Test
    void erasesItOnceAndBeginsANewOneForItsToken() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        HttpResponse<String> erased = delete(path(answer), token(answer));
        assertThat(erased.statusCode()).isEqualTo(204);
        assertThat(erased.body()).isEmpty();
        assertThat(bot.get(path(answer), token(answer)).statusCode()).isEqualTo(404);
        assertThat(delete(path(answer), token(answer)).statusCode()).isEqualTo(404);
        assertThat(bot.get("/answers/" + answer.path("id").asText()).statusCode()).isEqualTo(404);
        assertThat(bot.goOn(answer, "And who gets it?").path("conversation_id"))
                .isNotEqualTo(answer.path("conversation_id"));
    }

    @Test
    void keepsTheNewestFeedback() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        assertThat(feedback(answer, "{\"helpful\":true}").statusCode()).isEqualTo(200);
        HttpResponse<String> reply = feedback(answer,
                "{\"helpful\":false,\"reason\":\"incomplete\",\"comment\":\"還有？😀\"}");
        assertThat(TestBot.json(reply).path("answer_id")).isEqualTo(answer.path("id"));
        JsonNode kept = TestBot.json(bot.get(path(answer), token(answer))).path("turns").path(0).path("feedback");
        assertThat(kept.path("helpful").isBoolean()).isTrue();
        assertThat(kept.path("helpful").asBoolean()).isFalse();
        assertThat(kept.path("reason").asText()).isEqualTo("incomplete");
        assertThat(kept.path("comment").asText()).isEqualTo("還有？😀");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | /helpful", "{\"helpful\":\"yes\"} | /helpful",
            "{\"helpful\":null} | /helpful", "{\"helpful\":true,\"stars\":5} | /stars",
            "{\"helpful\":true,\"reason\":7} | /reason", "{\"helpful\":true,\"comment\":\"\\u0000\"} | /comment"})
    void refusesFeedbackThatIsNoneAndPointsToTheField(String body, String pointer) {
        ObjectNode answer = bot.ask("hello");
        HttpResponse<String> reply = feedback(answer, body);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(TestBot.json(reply).path("errors").path(0).path("pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void knowsNoFeedbackOnAnAnswerThatIsNotThere() {
        assertThat(bot.post("/answers/ans_01J00000000000000000000000/feedback", "{\"helpful\":true}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void keepsWhatExplainsAnAnswerInColumnsAndTrace() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        String id = answer.path("id").asText();
        assertThat(bot.stored(id, "intent")).isEqualTo("policy_question");
        assertThat(Double.parseDouble(bot.stored(id, "support")))
                .isGreaterThan(Double.parseDouble(bot.stored(id, "threshold")));
        assertThat(bot.stored(id, "top_passage")).isEqualTo("privacy-policy:3.1");
        assertThat(bot.stored(id, "query")).isEqualTo("Do you sell my personal data?");
        assertThat(Long.parseLong(bot.stored(id, "took_micros")))
                .isGreaterThanOrEqualTo(Long.parseLong(bot.stored(id, "first_segment_micros"))).isPositive();
        JsonNode best = TestBot.json(bot.stored(id, "trace_json")).path("passages").path(0);
        assertThat(best.path("version").asText()).isEqualTo("2026-06-06");
        assertThat(best.path("signals").path("word_cover").isNumber()).isTrue();
        ObjectNode abstained = bot.ask("What is the capital of France?");
        assertThat(bot.stored(abstained.path("id").asText(), "reason"))
                .isEqualTo(abstained.path("abstain").path("reason").asText());
    }
}
