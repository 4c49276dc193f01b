package ai.relayme.policybot.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest extends BotTest {
    /** In bytes. */
    private static final int MOST = 30 * 1024;

    @ParameterizedTest
    @CsvSource({"/, text/html; charset=utf-8", "/index.html, text/html; charset=utf-8",
            "/widget.js, text/javascript; charset=utf-8", "/site.css, text/css; charset=utf-8",
            "/icon.svg, image/svg+xml", "/console/, text/html; charset=utf-8",
            "/console/main.js, text/javascript; charset=utf-8"})
    void servesEachFileAsWhatItIs(String path, String type) {
        var reply = bot.get(path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isNotEmpty();
        assertThat(reply.headers().firstValue("Content-Type").orElse("").replace(";charset", "; charset"))
                .isEqualTo(type);
    }

    @Test
    void leadsFromAFoldersNameToItsPage() {
        var reply = bot.get("/console");
        assertThat(reply.statusCode()).isEqualTo(302);
        assertThat(reply.headers().firstValue("Location")).contains("console/");
        assertThat(bot.get("/console/strings").statusCode()).as("a folder without a page").isEqualTo(404);
    }

    @Test
    void sendsAFileAgainOnlyToWhoDoesNotHaveIt() {
        String tag = bot.get("/widget.js").headers().firstValue("ETag").orElseThrow();
        var known = bot.get("/widget.js", "If-None-Match", tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(bot.get("/widget.js", "If-None-Match", "W/\"another\"").statusCode()).isEqualTo(200);
        assertThat(bot.get("/widget.js", "If-None-Match", "*").statusCode()).isEqualTo(304);
    }

    @Test
    void leadsFromTheWidgetToItsSource() {
        var map = bot.get("/" + bot.get("/widget.js").headers().firstValue("SourceMap").orElseThrow());
        assertThat(map.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(map.body()).contains("widget/element.js", "class RelayMeChat extends HTMLElement");
    }

    @Test
    void sendsScriptsWithoutWhatOnlyTheirReadersNeed() throws IOException {
        String widget = bot.get("/widget.js").body();
        assertThat(widget.lines()).isNotEmpty().noneMatch(line -> line.isEmpty() || line.startsWith(" ")
                || line.startsWith("//") || line.startsWith("/*") || line.startsWith("*/"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(widget.getBytes(StandardCharsets.UTF_8));
        }
        System.out.printf("widget.js: %,d characters, %,d bytes with gzip, of %,d allowed%n", widget.length(),
                packed.size(), MOST);
        assertThat(packed.size()).as("the widget stays small").isLessThan(MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope.js", "/widget/state.js", "/widget.js/", "/web/widget.js", "/.js",
            "/simplelogger.properties",
            "/%2e%2e/simplelogger.properties", "/..%2fsimplelogger.properties", "//widget.js",
            "/ai/relayme/policybot/glossary/glossary.txt"})
    void servesNothingElseOfTheProgram(String path) {
        assertThat(bot.get(path).statusCode()).isBetween(400, 404);
    }
}
