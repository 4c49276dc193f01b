package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.answer.Notice;
import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.SseEvent;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.language.BlockFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three forms of one answer: JSON, a stream of events, and text. */
class AnswerFormTest extends BotTest {
    private static final String QUESTION = "{\"question\": \"Do you sell my personal data?\"}";

    @ParameterizedTest
    @ValueSource(strings = {"Do you sell my personal data?", "Which data do you collect, and how are they protected?",
            "What is your refund policy?", "Delete everything you hold about me", "How do I delete my account?",
            "I want to talk to a person", "hi", "你們會否出售我的個人資料？"})
    void streamsStartStagesSegmentsAndTheWholeAnswerInThisOrder(String question) {
        List<SseEvent> events = bot.stream(question);
        String order = String.join(" ", events.stream().map(SseEvent::name).toList());
        assertThat(order).matches("start( status)*( segment)+ done");

        ObjectNode start = events.getFirst().data();
        ObjectNode done = events.getLast().data();
        List<String> startFields = new ArrayList<>();
        start.fieldNames().forEachRemaining(startFields::add);
        assertThat(startFields).containsExactly("id", "conversation_id", "conversation_token", "language");
        startFields.forEach(field -> assertThat(done.path(field)).as(field).isEqualTo(start.path(field)));

        assertThat(events).filteredOn(event -> event.name().equals("status"))
                .extracting(event -> event.data().path("stage").asText())
                .isSubsetOf("searching", "checking").doesNotHaveDuplicates();

        List<JsonNode> citations = new ArrayList<>();
        List<SseEvent> segments = events.stream().filter(event -> event.name().equals("segment")).toList();
        assertThat(segments).hasSize(done.path("segments").size());
        for (int i = 0; i < segments.size(); i++) {
            ObjectNode segment = segments.get(i).data();
            JsonNode whole = done.path("segments").get(i);
            assertThat(segment.path("index").intValue()).isEqualTo(i);
            assertThat(segment.path("text")).isEqualTo(whole.path("text"));
            assertThat(segment.path("provenance")).isEqualTo(whole.path("provenance"));
            segment.path("citations").forEach(citations::add);
        }
        assertThat(citations).containsExactlyElementsOf(done.path("citations"));

        ObjectNode stored = TestBot.json(bot.stored(done.path("id").asText(), "answer_json"));
        done.remove("conversation_token");
        assertThat(done).isEqualTo(stored);
    }

    @Test
    void streamsTheSameAnswerThatJsonGives() {
        ObjectNode streamed = bot.stream("Do you sell my personal data?").getLast().data();
        ObjectNode whole = bot.ask("Do you sell my personal data?");
        for (String own : List.of("id", "conversation_id", "conversation_token", "created_at")) {
            streamed.remove(own);
            whole.remove(own);
        }
        assertThat(streamed).isEqualTo(whole);
    }

    @Test
    void writesTextWithFootnotes() {
        HttpResponse<String> reply = bot.post("/ask", QUESTION, "Accept", "text/plain");
        assertThat(reply.body()).startsWith("We do not sell, rent, or trade your personal information to third parties."
                + " [1]\n").contains("[1] Privacy Policy", "privacy-policy:3.1", "2026-06-06", bot.publicUrl());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Do you sell my personal data? | en | [1] Privacy Policy, Information Sharing (privacy-policy:3.1, 2026-06-06): “We do"
                    + " | Answered by an AI assistant. The quoted text is a reference translation.",
            "Do you sell my personal data? | zh-Hant | [1] 私隱政策，資料分享（privacy-policy:3.1，2026-06-06）：「我們不會"
                    + " | 由 AI 助理回答。引文出自非官方譯本，並非官方文本。",
            "Do you sell my personal data? | zh-Hans | [1] 隐私政策，信息共享（privacy-policy:3.1，2026-06-06）：“我们不会"
                    + " | 由 AI 助手回答。引文出自非官方译本，并非官方文本。",
            "hi | zh-Hant | 您好 | 由 AI 助理回答。"})
    void saysInTextThatAnAssistantAnswersAndHowOfficialTheQuoteIs(String question, String language, String footnote,
            String notices) {
        String body = TestBot.question(question).put("language", language).toString();
        assertThat(bot.post("/ask", body, "Accept", "text/plain").body()).contains(footnote, "\n\n" + notices);
    }

    @Test
    void saysOfNoticesWhatTheWidgetSays() throws IOException {
        String widget = Files.readString(Path.of("web/widget/strings.js"));
        for (BlockFile.Block notice : BlockFile.read(AnswerText.class, "notices.txt")) {
            assertThat(widget).contains("notice_" + notice.name() + ": [");
            for (String language : List.of("en", "zh-Hant", "zh-Hans")) {
                assertThat(widget).contains("'" + notice.values(language).getFirst() + "'");
            }
        }
        assertThat(BlockFile.read(AnswerText.class, "notices.txt")).extracting(BlockFile.Block::name)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Notice.values()).map(Notice::label).toList());
    }

    @Test
    void tellsInTextHowSupportIsReached() {
        HttpResponse<String> reply = bot.post("/ask", TestBot.question("我要找真人客服").toString(), "Accept",
                "text/plain");
        assertThat(reply.body()).contains("support@relayme.ai");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"application/json | application/json", "*/* | application/json",
            "application/* | application/json", "text/event-stream | text/event-stream", "text/plain | text/plain",
            "text/* | text/plain", "TEXT/PLAIN | text/plain", "Text/Event-Stream | text/event-stream",
            "text/html, text/plain;q=0.5 | text/plain",
            "application/json;q=0.1, text/event-stream | text/event-stream"})
    void answersInTheFormAskedFor(String accept, String type) {
        HttpResponse<String> reply = bot.post("/ask", QUESTION, "Accept", accept);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void readsSeveralLinesOfAcceptAsOneList() {
        String question = TestBot.question("Do you sell my data?").toString();
        assertThat(bot.post("/ask", question, "Accept", "application/json;q=0.5", "Accept", "text/plain").headers()
                .firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(bot.post("/ask", question, "Accept", "image/png", "Accept", "text/event-stream").headers()
                .firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(bot.get("/documents", "Accept", "application/json;q=0.5", "Accept", "text/html",
                "Accept-Language", "fr", "Accept-Language", "zh-HK").body()).contains("lang=\"zh-Hant\"");
    }

    @Test
    void answersInJsonWhereNoFormIsAskedFor() {
        assertThat(bot.post("/ask", QUESTION).headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
    }

    @Test
    void namesTheLanguageOfTheAnswerInAHeader() {
        assertThat(bot.post("/ask", TestBot.question("你們會否出售我的個人資料？").toString()).headers()
                .firstValue("Content-Language")).contains("zh-Hant");
    }

    @Test
    void refusesABadQuestionWithAProblemEvenWhereAStreamIsAskedFor() {
        HttpResponse<String> reply = bot.post("/ask", "{\"question\": 1}", "Accept", "text/event-stream");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
