package ai.relayme.policybot.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How changed documents are staged, checked and published. */
class PublicationTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String API = "/api/console/publication";
    private static final List<String> VERSIONS = List.of("en", "zh-Hans", "zh-Hant");

    @TempDir
    private Path corpus = Path.of("");
    private TestBot bot;
    private String approver;

    @BeforeEach
    void start() throws IOException {
        CorpusFiles.copyShipped(corpus);
        bot = TestBot.start("AGENT_PASSWORD", PASSWORD, "CORPUS_DIR", corpus.toString());
        bot.session("admin", PASSWORD);
        bot.agent("Ann", Role.APPROVER, PASSWORD);
        approver = bot.session("Ann", PASSWORD);
    }

    @AfterEach
    void stop() {
        bot.close();
    }

    private HttpResponse<String> post(String path, ObjectNode body) {
        return bot.post(API + "/" + path, body.toString(), "Cookie", approver);
    }

    private ObjectNode status() {
        return TestBot.json(bot.get(API, "Cookie", approver));
    }

    private HttpResponse<String> stage(String document, String language, String text) {
        return post("documents",
                TestBot.json("{}").put("document", document).put("language", language).put("text", text));
    }

    private String text(String language) throws IOException {
        return Files.readString(corpus.resolve(language + "/privacy-policy.md"));
    }

    private JsonNode checked() {
        assertThat(post("check", TestBot.json("{}")).statusCode()).isEqualTo(202);
        Waiting.until("the check has ended", () -> !status().path("check").path("ended_at").isNull());
        return status().path("check").path("result");
    }

    private int publish(String version, boolean despite) {
        return post("publish", TestBot.json("{}").put("staged_version", version).put("despite_the_check", despite))
                .statusCode();
    }

    @Test
    void tellsWhatPublishingWouldDoAndPublishesInTheNameOfAnAgent() throws IOException {
        ObjectNode past = bot.ask("Do you sell my personal data?");
        assertThat(publish("none", false)).as("nothing waits").isEqualTo(409);
        HttpResponse<String> staged = stage("privacy-policy", "en",
                text("en").replace("We do not sell, rent, or trade", "We never sell, rent, or trade"));
        assertThat(staged.statusCode()).as(staged.body()).isEqualTo(200);
        JsonNode difference = TestBot.json(staged).path("staged").path(0).path("differences").path(0);
        assertThat(difference.path("before").path("text").asText()).startsWith("We do not sell");
        assertThat(difference.path("after").path("text").asText()).startsWith("We never sell");
        assertThat(TestBot.json(staged).path("staged").path(0).path("differences")).hasSize(1);

        String version = status().path("staged_version").asText();
        assertThat(publish(version, true)).as("not checked").isEqualTo(409);
        JsonNode result = checked();
        assertThat(result.at("/past/fallen/0/quote").asText()).startsWith("We do not sell");
        assertThat(result.at("/past/fallen/0/conversations/0")).isEqualTo(past.path("conversation_id"));
        assertThat(result.at("/repeated/asked").asInt()).isEqualTo(1);
        assertThat(result.at("/repeated/changed/0/after/citations/0/quote").asText()).startsWith("We never sell");

        String before = bot.get("/documents").body();
        assertThat(publish("another", true)).as("not what was checked").isEqualTo(409);
        assertThat(publish(version, !result.path("passes").asBoolean())).isEqualTo(204);
        assertThat(text("en")).contains("We never sell");
        assertThat(status().path("staged")).isEmpty();
        Waiting.until("the new version is served", () -> !bot.get("/documents").body().equals(before));
        assertThat(bot.ask("Do you sell my personal data?").path("answer").asText()).contains("We never sell");
        JsonNode log = TestBot.json(bot.get("/api/console/audit?target=" + version, "Cookie",
                bot.session("admin", PASSWORD))).path("entries").path(0);
        assertThat(log.path("agent").asText()).isEqualTo("Ann");
        assertThat(log.path("action").asText()).isEqualTo("corpus_published");
        try (Stream<Path> kept = Files.walk(bot.data().resolve("replaced"))) {
            assertThat(kept.filter(Files::isRegularFile).toList()).singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).contains("We do not sell"));
        }
    }

    @Test
    void doesNotPublishVersionsThatDisagreeUnlessAnAgentSaysSo() throws IOException {
        stage("privacy-policy", "en", text("en").replace("24/7 infrastructure", "24/5 infrastructure"));
        String version = status().path("staged_version").asText();
        JsonNode result = checked();
        assertThat(result.path("passes").asBoolean()).isFalse();
        assertThat(result.at("/divergences/0/place").asText()).isEqualTo("privacy-policy:4.5");
        assertThat(publish(version, false)).isEqualTo(409);
        assertThat(text("en")).contains("24/7");
        assertThat(publish(version, true)).isEqualTo(204);
        assertThat(text("en")).contains("24/5");
        assertThat(bot.get("/api/console/audit?target=" + version, "Cookie", bot.session("admin", PASSWORD)).body())
                .contains("although the check does not pass");
    }

    @Test
    void refusesWhatCannotBeServedAndForgetsWhatIsDiscarded() throws IOException {
        HttpResponse<String> faulty = stage("privacy-policy", "en", "# No front matter");
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(TestBot.json(faulty).path("errors").path(0).path("pointer").asText()).isEqualTo("/text");
        for (String name : List.of("../privacy-policy", "a/b", "A", "")) {
            HttpResponse<String> refused = stage(name, "en", text("en"));
            assertThat(refused.statusCode()).as(name).isEqualTo(400);
            assertThat(TestBot.json(refused).path("errors").findValuesAsText("pointer")).as(name)
                    .containsExactly("/document");
        }
        for (String language : VERSIONS) {
            assertThat(stage("new-policy", language, text(language)).statusCode()).isEqualTo(200);
        }
        assertThat(status().path("staged")).hasSize(3)
                .allSatisfy(one -> assertThat(one.path("published_version").isNull()).isTrue());
        assertThat(post("discard", TestBot.json("{}")).statusCode()).isEqualTo(204);
        assertThat(status().path("staged")).isEmpty();
        assertThat(post("check", TestBot.json("{}")).statusCode()).as("nothing waits").isEqualTo(409);
        assertThat(bot.data().resolve("staged")).doesNotExist();
    }
}
