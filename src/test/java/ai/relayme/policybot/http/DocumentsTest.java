package ai.relayme.policybot.http;

import static ai.relayme.policybot.http.BadRequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest extends BotTest {
    private static final String POLICY = "/documents/privacy-policy";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private ObjectNode json(String path) {
        HttpResponse<String> reply = bot.get(path);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return TestBot.json(reply);
    }

    private Document page(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Accept", BROWSER));
        HttpResponse<String> reply = bot.get(path, all.toArray(String[]::new));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        return Jsoup.parse(reply.body());
    }

    @Test
    void listsEveryDocumentInEveryLanguage() {
        assertThat(json("/documents").path("documents")).hasSize(6).extracting(
                document -> document.path("document").asText() + " " + document.path("language").asText())
                .containsExactlyInAnyOrder("privacy-policy en", "privacy-policy zh-Hans", "privacy-policy zh-Hant",
                        "contact en", "contact zh-Hans", "contact zh-Hant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans", "zh-Hant"})
    void listsTheDocumentsOfOneLanguage(String language) {
        assertThat(json("/documents?lang=" + language).path("documents")).hasSize(2)
                .allSatisfy(document -> assertThat(document.path("language").asText()).isEqualTo(language));
        assertThat(page("/documents?lang=" + language).select("html").attr("lang")).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-Hans", "zh-Hant"})
    void givesADocumentWithItsPassages(String language) {
        ObjectNode document = json(POLICY + "?lang=" + language);
        assertThat(document.path("language").asText()).isEqualTo(language);
        assertThat(document.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(document.path("passages")).hasSize(36).extracting(passage -> passage.path("passage_id").asText())
                .startsWith("privacy-policy:0.1", "privacy-policy:0.2").endsWith("privacy-policy:5.9");
    }

    @ParameterizedTest
    @CsvSource({"privacy-policy:3.1", "privacy-policy%3A3.1", "privacy-policy%3a3%2E1"})
    void givesAPassageHoweverItsIdIsEncoded(String id) {
        ObjectNode passage = json(POLICY + "/passages/" + id + "?lang=en");
        assertThat(passage.path("passage_id").asText()).isEqualTo("privacy-policy:3.1");
        assertThat(passage.path("text").asText()).startsWith("We do not sell, rent, or trade");
        assertThat(passage.path("heading").asText()).isEqualTo("Information Sharing");
        assertThat(passage.path("section").asText()).isEqualTo("3");
        assertThat(passage.path("version").asText()).isEqualTo("2026-06-06");
        assertThat(passage.path("digest").asText()).startsWith("sha256:");
        assertThat(passage.path("url").asText()).isEqualTo(bot.publicUrl() + POLICY + "?lang=en#3.1");
    }

    @Test
    void givesTheSamePassageTextAsTheDocument() {
        for (JsonNode passage : json(POLICY + "?lang=zh-Hant").path("passages")) {
            assertThat(json(POLICY + "/passages/" + passage.path("passage_id").asText() + "?lang=zh-Hant"))
                    .isEqualTo(passage);
        }
    }

    @Test
    void showsAPageWithAnAnchorForEachPassage() {
        Document page = page(POLICY + "?lang=en");
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.title()).contains("Privacy Policy");
        for (JsonNode passage : json(POLICY + "?lang=en").path("passages")) {
            String anchor = passage.path("passage_id").asText().replace("privacy-policy:", "");
            Element element = page.getElementById(anchor);
            assertThat(element).as(anchor).isNotNull();
            if (element != null) {
                assertThat(element.ownText()).isEqualTo(passage.path("text").asText());
            }
        }
        assertThat(page.select("h2")).hasSize(5).extracting(Element::text).contains("3. Information Sharing");
        assertThat(page.select("script")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, en", "zh-HK, zh-Hant", "zh-TW, zh-Hant", "zh-Hant-HK, zh-Hant", "zh-CN, zh-Hans", "zh, zh-Hans",
            "yue-HK, zh-Hant", "fr, en", "'fr, zh-HK;q=0.5, en;q=0.3', zh-Hant", "*, en"})
    void showsThePageInTheBrowsersLanguage(String accepted, String language) {
        assertThat(page(POLICY, "Accept-Language", accepted).select("html").attr("lang")).isEqualTo(language);
    }

    @Test
    void listsTheDocumentsOnAPageToo() {
        Document page = page("/documents");
        for (Element link : page.select("main a")) {
            assertThat(page(link.attr("href")).select(".passage")).isNotEmpty();
        }
        assertThat(page.select("main a")).hasSize(2);
    }

    @Test
    void marksTheTranslationsAsNotOfficial() {
        assertThat(page(POLICY + "?lang=zh-Hant").select(".notice").text()).contains("非官方譯本");
        assertThat(page(POLICY + "?lang=zh-Hans").select(".notice").text()).contains("非官方译本");
        assertThat(page(POLICY + "?lang=en").select(".notice").text()).contains("Chinese version prevails");
    }

    @ParameterizedTest
    @CsvSource({"/documents/none, 404", "/documents?lang=fr, 400", "/documents/none/passages/none:1.1, 404",
            "/documents/privacy-policy/passages/contact:1.1, 404", "/documents/privacy-policy?lang=fr, 400",
            "/documents/privacy-policy/passages/privacy-policy:3.1?lang=zh, 400",
            "/documents/privacy-policy/passages, 404"})
    void refusesWhatIsNotThere(String path, int status) {
        assertProblem(bot.get(path), status);
        assertProblem(bot.get(path, "Accept", BROWSER), status);
    }

    @Test
    void givesDocumentAndPassageInTheLanguageThatTheBrowserAsksForWhereTheAddressNamesNone() {
        for (String path : List.of(POLICY, POLICY + "/passages/privacy-policy:3.1")) {
            assertThat(TestBot.json(bot.get(path, "Accept-Language", "zh-TW")).path("language").asText()).as(path)
                    .isEqualTo("zh-Hant");
        }
    }

    @Test
    void tellsCachesWhatTheReplyDependsOn() {
        assertThat(bot.get(POLICY).headers().allValues("Vary")).asString().contains("Accept", "Accept-Language");
    }
}
