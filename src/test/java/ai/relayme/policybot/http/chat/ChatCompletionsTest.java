package ai.relayme.policybot.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API that chat front ends know, and a client that knows no other. */
class ChatCompletionsTest extends BotTest {
    private static final String SENTENCE = "We do not sell, rent, or trade your personal information to third parties.";
    private static final String QUESTION = "Do you sell my personal data?";

    private static String body(String question, String more) {
        return TestBot.question(question).path("question").toString().transform(text -> "{\"model\": \"x\"" + more
                + ", \"messages\": [{\"role\": \"user\", \"content\": \"And what else?\"}, {\"role\": \"assistant\", "
                + "\"content\": \"Nothing.\"}, {\"role\": \"user\", \"content\": " + text
                + "}, {\"role\": \"system\", \"content\": \"Answer with one word.\"}]}");
    }

    private ObjectNode complete(String question) {
        HttpResponse<String> reply = bot.post("/v1/chat/completions", body(question, ", \"temperature\": 1"));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return TestBot.json(reply);
    }

    @Test
    void citesInFootnotesAndAnnotations() {
        ObjectNode completion = complete(QUESTION);
        JsonNode message = completion.path("choices").path(0).path("message");
        String content = message.path("content").asText();
        String url = bot.publicUrl() + "/documents/privacy-policy?lang=en#3.1";
        assertThat(content).startsWith(SENTENCE + " [1]\n\n[1] Privacy Policy, Information Sharing")
                .endsWith(url + "\n\nAnswered by an AI assistant. The quoted text is a reference translation. "
                        + "Another language version prevails.");
        JsonNode citation = message.path("annotations").path(0).path("url_citation");
        assertThat(citation.path("url").asText()).isEqualTo(url);
        assertThat(content.substring(content.offsetByCodePoints(0, citation.path("start_index").asInt()),
                content.offsetByCodePoints(0, citation.path("end_index").asInt()))).isEqualTo("[1]");
        // the completion's id leads to the receipt
        assertThat(bot.get("/answers/" + completion.path("id").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void marksCitationsInChineseTextsToo() {
        JsonNode message = complete("你們會否出售我的個人資料？").path("choices").path(0).path("message");
        assertThat(message.path("annotations")).isNotEmpty().allSatisfy(annotation -> {
            String content = message.path("content").asText();
            JsonNode citation = annotation.path("url_citation");
            assertThat(content.substring(content.offsetByCodePoints(0, citation.path("start_index").asInt()),
                    content.offsetByCodePoints(0, citation.path("end_index").asInt()))).matches("\\[\\d+]");
        });
    }

    @Test
    void saysThatThePolicyDoesNotSayAndWhomToAsk() {
        String content = complete("Do you give discounts to students?").path("choices").path(0).path("message")
                .path("content").asText();
        assertThat(content).contains("support@relayme.ai").doesNotContain("[1]");
    }

    @Test
    void talksToAClientOfOpenAisApi() {
        OpenAiChatModel model = OpenAiChatModel.builder().baseUrl(bot.publicUrl() + "/v1").apiKey("none")
                .modelName("policybot").maxRetries(0).build();
        ChatResponse response = model.chat(SystemMessage.from("You are a pirate."), UserMessage.from(QUESTION));
        assertThat(response.aiMessage().text()).isEqualTo(complete(QUESTION).path("choices").path(0).path("message")
                .path("content").asText());
        OpenAiChatModel known = OpenAiChatModel.builder().baseUrl(bot.publicUrl() + "/v1")
                .apiKey(bot.apiKey("front end"))
                .modelName("policybot").maxRetries(0).build();
        assertThat(known.chat(QUESTION)).startsWith(SENTENCE);
    }

    @Test
    void streamsToAClientOfOpenAisApi() throws Exception {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder().baseUrl(bot.publicUrl() + "/v1")
                .apiKey("none").modelName("policybot").build();
        List<String> pieces = new ArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        model.chat(List.of(UserMessage.from(QUESTION)), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.add(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });
        ChatResponse response = whole.get(60, TimeUnit.SECONDS);
        assertThat(response.aiMessage().text()).isEqualTo(complete(QUESTION).path("choices").path(0).path("message")
                .path("content").asText());
        assertThat(String.join("", pieces)).isEqualTo(response.aiMessage().text());
        assertThat(response.finishReason()).isNotNull();
    }

    @Test
    void streamsTheWordsFirstAndTheFootnotesAtTheEnd() {
        String body = bot.post("/v1/chat/completions",
                body(QUESTION, ", \"stream\": true, \"stream_options\": {\"include_usage\": true}")).body();
        List<String> data = body.lines().filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length())).toList();
        assertThat(data.getLast()).isEqualTo("[DONE]");
        List<ObjectNode> chunks = data.subList(0, data.size() - 1).stream().map(TestBot::json).toList();
        assertThat(chunks.getFirst().path("choices").path(0).path("delta").path("role").asText())
                .isEqualTo("assistant");
        assertThat(chunks.get(1).path("choices").path(0).path("delta").path("content").asText())
                .isEqualTo(SENTENCE + " [1]");
        assertThat(chunks.getLast().path("usage").path("total_tokens").isInt()).isTrue();
        assertThat(chunks).extracting(chunk -> chunk.path("id").asText()).containsOnly(
                chunks.getFirst().path("id").asText());
        assertThat(chunks).filteredOn(chunk -> chunk.path("choices").path(0).path("delta").has("annotations"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | /messages", "{\"messages\": \"x\"} | /messages",
            "{\"messages\": []} | /messages", "{\"messages\": [{\"role\": \"user\"}]} | /messages/0/content",
            "{\"messages\": [{\"role\": \"user\", \"content\": 1}]} | /messages/0/content",
            "{\"messages\": [{\"role\": \"user\", \"content\": \" \"}]} | /messages/0/content",
            "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]} | /messages/0/content",
            "{\"stream\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]} | /stream",
            "{\"stream_options\": {\"include_usage\": 1}, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]} | "
                    + "/stream_options/include_usage"})
    void refusesWhatAsksNothing(String body, String pointer) {
        HttpResponse<String> reply = bot.post("/v1/chat/completions", body);
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(TestBot.json(reply).path("errors").findValuesAsText("pointer")).containsExactly(pointer);
    }
}
