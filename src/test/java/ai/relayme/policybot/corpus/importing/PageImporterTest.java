package ai.relayme.policybot.corpus.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.DocumentReader;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.corpus.Status;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of every form, brought into the corpus format and read back as the bot reads them. */
class PageImporterTest {
    private static final URI SITE = URI.create("https://relayme.ai/");
    private static final PageImporter.Given NOTHING = new PageImporter.Given(null, null, null, null, null);
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SEED = 20_261_126;

    @TempDir
    private Path folder = Path.of("");

    private static PageImporter importer(Duration timeout) {
        return new PageImporter(new LanguageDetector(new ScriptFolder()), () -> NOW, timeout);
    }

    private static PageImporter.Imported read(String page) throws Exception {
        return importer(PATIENCE).read(page, NOTHING, SITE);
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Document document(String markdown) throws Exception {
        return new DocumentReader().read("page.md", "privacy-policy", Language.EN,
                markdown.getBytes(StandardCharsets.UTF_8));
    }

    private Document imported(String name, String text) throws Exception {
        return document(read(file(name, text)).markdown());
    }

    private static List<String> passages(Document document) {
        return document.passages().stream().map(passage -> passage.id() + "|" + passage.heading() + "|"
                + passage.isListItem() + "|" + passage.text()).toList();
    }

    private static Document shipped(Language language) throws Exception {
        return new DocumentReader().read("corpus", "privacy-policy", language,
                Files.readAllBytes(Path.of("corpus", language.tag(), "privacy-policy.md")));
    }

    private static String seed() throws Exception {
        try (InputStream page = Objects
                .requireNonNull(PageImporterTest.class.getResourceAsStream("/importing/privacy-policy-page.txt"))) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void numbersThePublishedPageAsTheShippedCorpusDoes() throws Exception {
        PageImporter.Imported page = read(file("page.txt", seed()));
        Document document = document(page.markdown());
        Document shipped = shipped(Language.EN);
        assertThat(passages(document)).isEqualTo(passages(shipped));
        assertThat(document).extracting(Document::title, Document::version, Document::url, Document::status,
                Document::prevails).containsExactly(shipped.title(), shipped.version(), shipped.url(), shipped.status(),
                        shipped.prevails());
        assertThat(page.before()).isEqualTo(8);
        assertThat(page.after()).isEqualTo(16);
        List<String> listed;
        try (InputStream tsv = Objects
                .requireNonNull(PageImporterTest.class.getResourceAsStream("/evaluation/passages.tsv"))) {
            listed = new String(tsv.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> line.startsWith("privacy-policy:")).toList();
        }
        assertThat(document.passages().stream().map(passage -> passage.id() + "\t"
                + (passage.section() == 0 ? "(preamble)" : passage.heading()) + "\t" + passage.text()))
                .containsExactlyElementsOf(listed);
    }

    @ParameterizedTest
    @EnumSource
    void readsAFileOfTheCorpusAsItIs(Language language) throws Exception {
        Document shipped = shipped(language);
        String text = Files.readString(Path.of("corpus", language.tag(), "privacy-policy.md"));
        Document document = new DocumentReader().read("page", "privacy-policy", language,
                read(file("page.md", text)).markdown().getBytes(StandardCharsets.UTF_8));
        assertThat(passages(document)).isEqualTo(passages(shipped));
        assertThat(document.version()).isEqualTo(shipped.version());
        assertThat(document.prevails()).isEqualTo("zh");
    }

    /** The shipped policy as a site would show it. */
    private static String html(Document document) {
        StringBuilder html = new StringBuilder(
                "<!doctype html><html><head><title>Policy | Site</title><style>p{}</style>"
                        + "</head><body><header><a href=/>Home</a></header><nav><ul><li>Pricing</ul></nav><main><h1>")
                .append(document.title()).append("</h1>");
        int section = 0;
        boolean list = false;
        for (Passage passage : document.passages()) {
            if (list && !passage.isListItem()) {
                html.append("</ul>");
            }
            if (passage.section() > section) {
                section = passage.section();
                html.append("<h2>").append(section).append(". ").append(escaped(passage.heading())).append("</h2>");
            }
            if (!list && passage.isListItem()) {
                html.append("<ul>");
            }
            list = passage.isListItem();
            html.append(list ? "<li><p><strong>" : "<p>\n  ").append(escaped(passage.text())
                    .replaceFirst(list ? ": " : "$^", ":</strong>")).append(list ? "</p></li>" : "<br></p>");
        }
        return html + "<script>track()</script></main><footer><p>© 2026 Site</p></footer></body></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @Test
    void findsTheTextOfAnHtmlPageAmongWhatSurroundsIt() throws Exception {
        Document shipped = shipped(Language.EN);
        for (String name : List.of("page.html", "page", "page.txt")) {
            assertThat(passages(imported(name, html(shipped)))).as(name).isEqualTo(passages(shipped));
        }
    }

    @Test
    void numbersHeadingsThatHaveNoNumberAndKeepsDeeperOnesAsParagraphs() throws Exception {
        Document document = imported("page.html", """
                <body><header>Site</header><h1>Terms</h1><p>These are our terms of use.</p>
                <h2>Refunds</h2><h3>Cards</h3><p>We refund cards.<p>Within 14 days.<div>Or <b>30</b>.</div>
                <table><tr><td>Card<td>14 days</table>
                <h2>Law</h2><ol><li>Hong Kong<ul><li>always</ul><li>and no other</ol><p>Copyright 2026 Site</p>
                <p>Careers</p></body>""");
        assertThat(passages(document)).containsExactly("privacy-policy:0.1|Terms|false|These are our terms of use.",
                "privacy-policy:1.1|Refunds|false|Cards", "privacy-policy:1.2|Refunds|false|We refund cards.",
                "privacy-policy:1.3|Refunds|false|Within 14 days.", "privacy-policy:1.4|Refunds|false|Or 30.",
                "privacy-policy:1.5|Refunds|true|Card 14 days", "privacy-policy:2.1|Law|true|Hong Kong",
                "privacy-policy:2.2|Law|true|always", "privacy-policy:2.3|Law|true|and no other");
    }

    @Test
    void takesBoldLinesForHeadingsAndChineseNumeralsForNumbers() throws Exception {
        Document document = imported("page.html", """
                <h1>隐私政策</h1><p>最后更新：2026年6月6日</p><p>本政策说明我们如何处理您的个人信息。</p>
                <p><strong>一、我们收集的信息</strong></p><p>我们收集以下信息：</p><ul><li>账户信息：邮箱</ul>
                <p><b>二、信息共享</b></p><p>我们不会出售您的信息。</p>
                <p>如有歧义，以中文版本为准。</p>""");
        assertThat(passages(document)).containsExactly("privacy-policy:0.1|隐私政策|false|最后更新：2026年6月6日",
                "privacy-policy:0.2|隐私政策|false|本政策说明我们如何处理您的个人信息。",
                "privacy-policy:1.1|我们收集的信息|false|我们收集以下信息：", "privacy-policy:1.2|我们收集的信息|true|账户信息：邮箱",
                "privacy-policy:2.1|信息共享|false|我们不会出售您的信息。",
                "privacy-policy:2.2|信息共享|false|如有歧义，以中文版本为准。");
        assertThat(document.prevails()).isEqualTo("zh");
        assertThat(document.status()).isEqualTo(Status.OFFICIAL);
    }

    @Test
    void joinsTheLinesOfAWrappedText() throws Exception {
        Document document = imported("page.txt", """
                Terms of Service

                These terms tell what you may expect of us
                and what we expect of you.

                1. Refunds

                We refund unused credit:

                  - within fourteen days of a
                    request
                  - to the card that paid
                """);
        assertThat(document.passages().stream().map(Passage::text)).containsExactly(
                "These terms tell what you may expect of us and what we expect of you.", "We refund unused credit:",
                "within fourteen days of a request", "to the card that paid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Last updated: 2026-06-06|2026-06-06", "Last Updated June 6, 2026|2026-06-06",
            "Effective date: 1 January 2025. Last modified on 3rd Feb. 2026|2026-02-03",
            "Effective 1 January 2025|2025-01-01", "最后更新日期：2026年6月6日|2026-06-06", "本政策於2026年12月1日更新|2026-11-26",
            "更新於 2026/6/6|2026-06-06", "Last updated: 2026-13-41|2026-11-26", "In 2020 we moved|2026-11-26"})
    void takesTheDayOfWhichThePageSaysThatItWasUpdatedForItsVersion(String said, String version) throws Exception {
        assertThat(imported("page.md", "# Terms\n\n" + said + "\n\nWe refund within 14 days.\n").version())
                .isEqualTo(version);
    }

    @Test
    void leavesOutWhatNobodySees() throws Exception {
        Document markdown = imported("page.md",
                "# Te\u200brms\n\nWe re\u00adfund \u202ewithin\u202c 14 days.\n\n\u200b\n");
        Document html = imported("page.html",
                "<html><h1>Te&shy;rms</h1><p>\u200b</p><p>We re&#8203;fund within\udb40\udc41 14 days.</p></html>");
        for (Document document : List.of(markdown, html)) {
            assertThat(document.title()).isEqualTo("Terms");
            assertThat(document.passages()).extracting(Passage::text).containsExactly("We refund within 14 days.");
        }
    }

    @Test
    void tellsWhatItAssumedBecauseNobodySaysIt() throws Exception {
        assertThat(read(file("page.md", "# Terms\n\nWe refund within 14 days.\n")).assumed())
                .containsExactly("version: 2026-11-26", "status: official", "prevails: en");
        assertThat(read(
                file("page.md", "# Terms\n\nUpdated 2026-06-06. This is a reference translation; the Chinese version "
                        + "prevails.\n"))
                .assumed()).isEmpty();
    }

    @Test
    void prefersWhatTheCallerSaysOfThePage() throws Exception {
        PageImporter.Given given = new PageImporter.Given("Conditions", "https://example.com/t", "v7",
                Status.WORKING_TRANSLATION, "zh-Hant");
        Document document = document(importer(PATIENCE)
                .read(file("page.txt", "1. Refunds\n\nWe refund within 14 days.\n"), given, SITE).markdown());
        assertThat(document).extracting(Document::title, Document::version, Document::url, Document::status,
                Document::prevails).containsExactly("Conditions", "v7", URI.create("https://example.com/t"),
                        Status.WORKING_TRANSLATION, "zh-Hant");
        assertThat(passages(document)).containsExactly("privacy-policy:1.1|Refunds|false|We refund within 14 days.");
    }

    @Test
    void keepsAnyWordsAsTheyAre() throws Exception {
        Random random = new Random(SEED);
        List<String> pieces = List.of("*", "_", "`", "#", "1.", "- ", "+", "<b>", "&amp;", "&", "\\", "[x](y)", "![",
                "]",
                "~", "=", "---", "|", "!", ">", "word", "個人", "資料", "$5", "(a)", "\"q\"", "'s", "http://x.test", "a:b");
        for (int round = 0; round < 300; round++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                StringBuilder text = new StringBuilder("x");
                for (int n = random.nextInt(12); n >= 0; n--) {
                    text.append(random.nextInt(3) == 0 ? " " : "").append(pieces.get(random.nextInt(pieces.size())));
                }
                texts.add((random.nextBoolean() ? text.substring(1) : text.toString()).strip() + " end");
            }
            StringBuilder html = new StringBuilder(
                    "<h1>Any words</h1><p>This is what every document begins with, and more.</p>");
            texts.forEach(text -> html.append("<p>").append(escaped(text)).append("</p>"));
            assertThat(imported("page.html", html.toString()).passages().stream().skip(1).map(Passage::text))
                    .as("seed %d, round %d", SEED, round)
                    .containsExactlyElementsOf(texts.stream().map(Words::fold).toList());
        }
    }

    @Test
    void fetchesAPageWithItsCharacterSetThroughRedirects() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(302).addHeader("Location", "/moved").build());
            server.enqueue(new MockResponse.Builder().addHeader("Content-Type", "text/html; charset=Big5")
                    .body(new Buffer().write("<h1>隱私政策</h1><p>我們不會出售您的個人資料。</p>".getBytes(Charset.forName("Big5"))))
                    .build());
            Document document = document(read(server.url("/page").toString()).markdown());
            assertThat(document.title()).isEqualTo("隱私政策");
            assertThat(document.passages().getFirst().text()).isEqualTo("我們不會出售您的個人資料。");
            assertThat(document.url()).isEqualTo(SITE);
        }
    }

    private static void assertRefused(MockResponse.Builder reply, String named) throws Exception {
        assertRefused(reply, named, PATIENCE);
    }

    private static void assertRefused(MockResponse.Builder reply, String named, Duration timeout) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(reply.build());
            String page = server.url("/page").toString();
            assertThatThrownBy(() -> importer(timeout).read(page, NOTHING, SITE))
                    .isInstanceOf(ImportException.class).hasMessageContaining(named).hasMessageNotContaining("\n");
        }
    }

    @Test
    void refusesWhatIsNoPageOrTooLargeOrTooSlow() throws Exception {
        assertRefused(new MockResponse.Builder().code(404), "status 404");
        assertRefused(new MockResponse.Builder().addHeader("Content-Type", "image/png").body("x"), "image/png");
        assertRefused(new MockResponse.Builder().code(302).addHeader("Location", "file:///etc/hostname"), "");
        assertRefused(
                new MockResponse.Builder().addHeader("Content-Type", "text/plain").body("x".repeat((4 << 20) + 1)),
                "4 MiB");
        assertRefused(new MockResponse.Builder().addHeader("Content-Type", "text/plain; charset=klingon").body("x"),
                "character set");
        assertRefused(new MockResponse.Builder().addHeader("Content-Type", "text/plain")
                .body(new Buffer().write(new byte[]{(byte) 0xC3, 'x'})), "not text");
        assertRefused(new MockResponse.Builder().addHeader("Content-Type", "text/plain").body("x".repeat(1_000))
                .throttleBody(10, 1, java.util.concurrent.TimeUnit.SECONDS), "within 3 s", Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/x", "file:///etc/hostname", "http://", "https://exa mple/", "none.txt",
            "http://127.0.0.1:9/closed"})
    void refusesAnAddressThatItCannotRead(String page) {
        assertThatThrownBy(() -> read(page)).isInstanceOf(ImportException.class).hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n\n  ", "Just a title", "© 2026 Site", "<p></p>"})
    void refusesAPageWithoutText(String text) {
        for (String name : Stream.of("page.txt", "page.md", "page.html").toList()) {
            assertThatThrownBy(() -> imported(name, text)).as(name).isInstanceOf(ImportException.class);
        }
    }
}
