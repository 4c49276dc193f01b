package ai.relayme.policybot.http.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The reference as a page, and what language models read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferencePageTest {
    private final ApiContract contract = new ApiContract();
    private TestBot bot;
    private Document page;

    @BeforeAll
    void start() {
        bot = TestBot.start();
        HttpResponse<String> reply = bot.get("/docs");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        page = Jsoup.parse(reply.body(), bot.publicUrl());
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    @Test
    void showsEveryOperationWithItsExamples() {
        for (ApiDocument.Operation operation : contract.operations()) {
            Element article = page.expectFirst("#" + operation.id());
            assertThat(article.text()).contains(operation.method() + " " + operation.path(),
                    operation.json().path("summary").asText());
            operation.json().path("requestBody").path("content").forEach(media -> assertThat(
                    article.select("summary").eachText())
                    .containsAll(media.path("examples").findValuesAsText("summary")));
        }
    }

    @Test
    void showsEverySchemaProblemAndProgram() {
        contract.document().root().path("components").path("schemas").fieldNames().forEachRemaining(
                name -> assertThat(page.getElementById(SchemaView.anchor(name))).as(name).isNotNull());
        contract.document().root().path("components").path("examples").fieldNames().forEachRemaining(
                name -> assertThat(page.select("#problems a").eachText()).contains(name));
        for (Snippet snippet : Snippet.values()) {
            assertThat(page.select("#begin h3").eachText()).contains(snippet.title());
        }
    }

    @Test
    void linksWithinItselfToWhatIsThere() {
        Set<String> ids = new HashSet<>();
        page.select("[id]").forEach(element -> assertThat(ids.add(element.id())).as(element.id()).isTrue());
        assertThat(page.select("a[href^=#]")).hasSizeGreaterThan(100)
                .allSatisfy(link -> assertThat(ids).contains(link.attr("href").substring(1)));
    }

    @Test
    void needsNoScriptNoOtherHostAndNoInlineStyle() {
        assertThat(page.select("script, style, [style], iframe, img")).isEmpty();
        assertThat(page.select("link")).hasSizeGreaterThanOrEqualTo(3).allSatisfy(link -> {
            assertThat(link.attr("href")).startsWith("/");
            assertThat(bot.get(link.attr("href")).statusCode()).as(link.attr("href")).isEqualTo(200);
        });
    }

    @Test
    void tellsLanguageModelsWhereEverythingIs() {
        HttpResponse<String> reply = bot.get("/llms.txt");
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(reply.body()).startsWith("# RelayMe policy bot\n\n> ").contains(bot.publicUrl() + "/openapi.json");
        for (ApiDocument.Operation operation : contract.operations()) {
            assertThat(reply.body()).contains("[" + operation.method() + " " + operation.path() + "]("
                    + bot.publicUrl() + "/docs#" + operation.id() + ")");
        }
    }
}
