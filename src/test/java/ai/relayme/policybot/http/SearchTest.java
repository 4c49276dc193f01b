package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest extends BotTest {
    private JsonNode search(String body) {
        HttpResponse<String> reply = bot.post("/search", body);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return TestBot.json(reply).path("results");
    }

    @Test
    void ranksPassagesBestFirst() {
        JsonNode results = search("{\"question\": \"Do you sell my personal data?\"}");
        assertThat(results).hasSize(10);
        assertThat(results.get(0).path("passage_id").asText()).isEqualTo("privacy-policy:3.1");
        List<String> fields = new ArrayList<>();
        results.get(0).fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("passage_id", "score", "document", "language", "heading", "text");
        List<Double> scores = new ArrayList<>();
        results.forEach(result -> scores.add(result.path("score").doubleValue()));
        assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(results).extracting(result -> result.path("passage_id").asText()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"會否出售我的個人資料, zh-Hant", "会不会出售我的个人信息, zh-Hans", "sell my data, en"})
    void searchesTheLanguageOfTheQuestion(String question, String language) {
        JsonNode results = search(TestBot.question(question).toString());
        assertThat(results.get(0).path("passage_id").asText()).isEqualTo("privacy-policy:3.1");
        assertThat(results).allSatisfy(
                result -> assertThat(result.path("language").asText()).isEqualTo(language));
    }

    @Test
    void findsTheSamePassageWithAQuestionInEitherScript() {
        for (String language : List.of("en", "zh-Hans", "zh-Hant")) {
            for (String question : List.of("出售個人資料", "出售个人信息")) {
                assertThat(search(TestBot.question(question).put("language", language).toString()).get(0)
                        .path("passage_id").asText()).as(question + " in " + language).isEqualTo("privacy-policy:3.1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"encrpytion, 4.2", "portabilty, 5.6", "rectificaton, 5.3"})
    void mendsASlipOfTheKeys(String word, String passage) {
        assertThat(search(TestBot.question(word).put("language", "en").toString()).get(0).path("passage_id").asText())
                .isEqualTo("privacy-policy:" + passage);
    }

    @Test
    void findsSomethingWhateverTheAbstainThreshold() {
        assertThat(search("{\"question\": \"refund\", \"limit\": 3}")).hasSize(3);
        assertThat(search("{\"question\": \"qwertyuiop\", \"limit\": 3}")).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void keepsToTheDocumentsNamed() {
        assertThat(search("{\"question\": \"support email\", \"documents\": [\"contact\"], \"limit\": 50}"))
                .isNotEmpty().hasSizeLessThanOrEqualTo(7)
                .allSatisfy(result -> assertThat(result.path("document").asText()).isEqualTo("contact"));
    }

    @Test
    void keepsToItsLimit() {
        assertThat(search("{\"question\": \"data\", \"limit\": 1}")).hasSize(1);
        assertThat(search("{\"question\": \"data\", \"limit\": 50}")).hasSizeGreaterThan(10);
    }

    @Test
    void storesNothing() {
        Map<String, Integer> before = bot.rows();
        var _ = search("{\"question\": \"data\"}");
        assertThat(bot.rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | /question", "{\"question\": \"\"} | /question",
            "{\"question\": \"a\", \"limit\": 0} | /limit", "{\"question\": \"a\", \"limit\": 51} | /limit",
            "{\"question\": \"a\", \"limit\": 1.5} | /limit", "{\"question\": \"a\", \"limit\": \"3\"} | /limit",
            "{\"question\": \"a\", \"limit\": 99999999999999999999} | /limit",
            "{\"question\": \"a\", \"documents\": \"contact\"} | /documents",
            "{\"question\": \"a\", \"documents\": [1]} | /documents/0",
            "{\"question\": \"a\", \"documents\": [\"contact\", \"none\"]} | /documents/1",
            "{\"question\": \"a\", \"language\": \"de\"} | /language",
            "{\"question\": \"a\", \"conversation_id\": \"x\"} | /conversation_id"})
    void pointsToTheFieldAtFault(String body, String pointer) {
        assertThat(assertProblem(bot.post("/search", body), 400).path("errors"))
                .extracting(error -> error.path("pointer").asText()).containsExactly(pointer);
    }
}
