package ai.relayme.policybot.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.SseEvent;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.corpus.CorpusFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How corrections are written, tried, approved, served and suspended, whichever database there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CorrectionContract {
    private static final String PASSWORD = "correct horse battery";
    private static final String API = "/api/console/corrections";

    private Path corpus = Path.of("");
    private TestBot bot;
    private String author;
    private String approver;

    private final List<String> database;

    /** @param database the setting of a database of its own, none for SQLite */
    CorrectionContract(List<String> database) {
        this.database = database;
    }

    /** A bot with these settings on the database of this test. */
    final TestBot start(String... settings) {
        return TestBot.start(database, settings);
    }

    @BeforeAll
    void prepare(@TempDir Path folder) throws IOException {
        corpus = folder;
        CorpusFiles.copyShipped(corpus);
        bot = start("AGENT_PASSWORD", PASSWORD, "CORPUS_DIR", corpus.toString());
        author = bot.session("admin", PASSWORD);
        bot.agent("approver", Role.APPROVER, PASSWORD);
        approver = bot.session("approver", PASSWORD);
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    /** The bot that the tests share. */
    TestBot bot() {
        return bot;
    }

    /** The folder whose documents it answers from. */
    Path corpus() {
        return corpus;
    }

    /** Writes a correction; returns its id. */
    String written(String question, String answer, String language, String... passages) {
        ObjectNode draft = TestBot.json("{}").put("question", question).put("answer", answer)
                .put("language", language).put("policy_silent", passages.length == 0);
        List.of(passages).forEach(draft.putArray("passages")::add);
        HttpResponse<String> reply = bot.post(API, draft.toString(), "Cookie", author);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return TestBot.json(reply).path("id").asText();
    }

    private int step(String id, String step) {
        return bot.post(API + "/" + id + "/" + step, "{}", "Cookie", approver).statusCode();
    }

    /** Writes a correction and has it approved; returns its id. */
    String approved(String question, String answer, String language, String... passages) {
        String id = written(question, answer, language, passages);
        assertThat(step(id, "approve")).isEqualTo(204);
        return id;
    }

    private ObjectNode shown(String id) {
        return TestBot.json(bot.get(API + "/" + id, "Cookie", author));
    }

    private void awaitState(String id, String state) {
        Waiting.until("the correction is " + state, () -> shown(id).path("state").asText().equals(state));
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(corpus.resolve(file));
        assertThat(text).contains(from);
        CorpusFiles.write(corpus, file, text.replace(from, to));
    }

    private static String provenance(JsonNode answer) {
        return answer.path("segments").path(0).path("provenance").asText();
    }

    @Test
    void anApprovedCorrectionAnswersWhoeverAsksTheSameAndNobodyElse() {
        String question = "Could a rival company purchase what I typed?";
        String id = written(question, "No.\nWe never sell it to anybody.", "en", "privacy-policy:3.1");
        assertThat(provenance(bot.ask(question))).as("a draft").isNotEqualTo("reviewed_answer");
        assertThat(bot.post(API + "/" + id + "/approve", "{}", "Cookie", author).statusCode()).isEqualTo(403);
        assertThat(step(id, "approve")).isEqualTo(204);

        ObjectNode answer = bot.ask("could a rival company purchase what I typed");
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("mode").asText()).isEqualTo("quote");
        assertThat(answer.path("answer").asText()).isEqualTo("No. [1]\nWe never sell it to anybody. [1]");
        assertThat(answer.path("segments")).hasSize(2)
                .allSatisfy(segment -> assertThat(segment.path("provenance").asText()).isEqualTo("reviewed_answer"));
        JsonNode citation = answer.path("citations").path(0);
        assertThat(citation.path("passage_id").asText()).isEqualTo("privacy-policy:3.1");
        assertThat(citation.path("quote").asText()).isEqualTo(TestBot.json(
                bot.get("/documents/privacy-policy/passages/privacy-policy:3.1?lang=en")).path("text").asText());
        assertThat(TestBot.json(bot.get("/answers/" + answer.path("id").asText() + "?verify=true"))
                .path("verification").path("stands").asBoolean()).isTrue();
        List<SseEvent> events = bot.stream(question);
        assertThat(events.stream().filter(event -> event.name().equals("segment"))).hasSize(2);

        for (String other : List.of("Could my company purchase what you typed?",
                "Could a rival company not purchase what I typed?", "Delete all that I typed.",
                "Do you sell my data?")) {
            assertThat(provenance(bot.ask(other))).as(other).isNotEqualTo("reviewed_answer");
        }
        assertThat(step(id, "retire")).isEqualTo(204);
        assertThat(provenance(bot.ask(question))).as("retired").isNotEqualTo("reviewed_answer");
    }

    @Test
    void aCorrectionServesItsOwnLanguageAndOffersTheRightThatItIsAbout() {
        approved("如何要求刪除我的資料？", "請來信告知，我們會處理。", "zh-Hant", "privacy-policy:5.3");
        ObjectNode answer = bot.ask("如何要求刪除我的資料");
        assertThat(provenance(answer)).isEqualTo("reviewed_answer");
        assertThat(answer.path("language").asText()).isEqualTo("zh-Hant");
        assertThat(answer.path("citations").path(0).path("language").asText()).isEqualTo("zh-Hant");
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo("erasure");
        assertThat(provenance(bot.ask("如何要求删除我的资料"))).isNotEqualTo("reviewed_answer");
        String refused = "{\"question\":\"怎樣？\",\"answer\":\"We do not.\",\"language\":\"zh-Hant\","
                + "\"passages\":[\"privacy-policy:5.3\"],\"policy_silent\":false}";
        assertThat(bot.post(API, refused, "Cookie", author).statusCode()).isEqualTo(400);
    }

    @Test
    void aPolicyThatIsSilentOnPurposeAbstainsInTheBotsOwnWords() {
        String question = "Do you sell my data to the tooth fairy?";
        approved(question, "A joke: the bot quotes 3.1, which is not what was asked.", "en");
        ObjectNode answer = bot.ask(question);
        assertThat(answer.path("outcome").asText()).isEqualTo("abstained");
        assertThat(answer.path("abstain").path("reason").asText()).isEqualTo("not_covered");
        assertThat(answer.path("handoff").path("kind").asText()).isEqualTo("support");
        assertThat(answer.path("answer").asText()).doesNotContain("joke");
        assertThat(answer.path("citations")).isEmpty();
    }

    @Test
    void aPassageThatChangesSuspendsItUntilSomebodyApprovesItAnew() throws IOException {
        String question = "Does anybody watch the machines at night?";
        String id = approved(question, "Yes, around the clock.", "en", "privacy-policy:4.5");
        String other = approved("Does anybody copy the machines at night?", "Yes.", "en", "privacy-policy:4.4");
        change("en/privacy-policy.md", "24/7 infrastructure security monitoring",
                "Weekday infrastructure security monitoring");
        awaitState(id, "suspended");
        assertThat(provenance(bot.ask(question))).isNotEqualTo("reviewed_answer");
        assertThat(shown(id).path("passages").path(0).path("stands").asBoolean()).isFalse();
        assertThat(shown(id).path("passages").path(0).path("text").asText()).contains("Weekday");
        assertThat(shown(other).path("state").asText()).as("its passage is the same").isEqualTo("approved");
        assertThat(TestBot.json(bot.get("/api/console/audit?target=" + id, "Cookie", author)).path("entries").path(0)
                .path("action").asText()).isEqualTo("correction_suspended");

        assertThat(bot.post(API + "/" + id + "/approve", "{}", "Cookie", author).statusCode()).isEqualTo(403);
        assertThat(step(id, "approve")).isEqualTo(204);
        ObjectNode answer = bot.ask(question);
        assertThat(provenance(answer)).isEqualTo("reviewed_answer");
        assertThat(answer.path("citations").path(0).path("quote").asText()).contains("Weekday");
    }

    @Test
    void whatAnApprovedCorrectionDoesIsCounted() {
        String question = "Which city is your head office in?";
        String id = approved(question, "Write to our support team.", "en", "contact:1.1");
        ObjectNode one = bot.ask(question);
        ObjectNode two = bot.ask(question);
        bot.post("/answers/" + one.path("id").asText() + "/feedback", "{\"helpful\":true}");
        bot.post("/answers/" + two.path("id").asText() + "/feedback", "{\"helpful\":false}");
        ObjectNode shown = shown(id);
        assertThat(shown.path("hits").asInt()).isEqualTo(2);
        assertThat(shown.path("last_hit_at").asText()).isEqualTo(two.path("created_at").asText());
        assertThat(shown.path("helpful").asInt()).isEqualTo(1);
        assertThat(shown.path("unhelpful").asInt()).isEqualTo(1);
        JsonNode trace = TestBot.json(bot.get("/api/console/conversations/" + two.path("conversation_id").asText(),
                "Cookie", author)).path("turns").path(0).path("trace");
        assertThat(trace.path("correction_id").asText()).isEqualTo(id);
    }

    @Test
    void aTryShowsWhichPastQuestionsItWouldHaveAnsweredAndWhatTheyGot() {
        ObjectNode got = bot.ask("Is there a qzx discount for jo.doe@example.org?");
        bot.ask("Is there no qzx discount for jo.doe@example.org?");
        String id = written("Is there a QZX discount for jo.doe@example.org?", "Not covered on purpose.", "en");
        ObjectNode trial = TestBot.json(bot.get(API + "/" + id + "/trial", "Cookie", author));
        assertThat(trial.path("matched").asInt()).isEqualTo(1);
        assertThat(trial.path("asked").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(trial.path("whole").asBoolean()).isTrue();
        JsonNode question = trial.path("questions").path(0);
        assertThat(question.path("answer_id")).isEqualTo(got.path("id"));
        assertThat(question.path("outcome")).isEqualTo(got.path("outcome"));
        assertThat(question.path("likeness").asDouble()).isEqualTo(1);
        assertThat(question.path("question").asText()).contains("[EMAIL_1]").doesNotContain("jo.doe");
    }
}
