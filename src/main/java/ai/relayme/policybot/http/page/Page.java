package ai.relayme.policybot.http.page;

import ai.relayme.policybot.language.Language;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/** A page that the server makes: every text in it is escaped by the library that writes it. */
public final class Page {
    /** In the order in which readers choose among them. */
    static final List<Language> LANGUAGES = List.of(Language.EN, Language.ZH_HANT, Language.ZH_HANS);

    private final Document document;
    private final String root;
    private final Element header;
    private final Element main;

    /**
     * A page with nothing in it but the way back to the start page.
     *
     * @param root path that the bot's addresses begin with, empty where it has the host for itself
     */
    public Page(Language language, String title, String root) {
        this.root = root;
        document = Document.createShell("");
        document.outputSettings(new OutputSettings().prettyPrint(false));
        document.prependChild(new DocumentType("html", "", ""));
        document.select("html").attr("lang", language.tag());
        Element head = document.head();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        head.appendElement("title").text(title + " · RelayMe");
        head.appendElement("link").attr("rel", "icon").attr("type", "image/svg+xml").attr("href", root + "/icon.svg");
        head.appendElement("link").attr("rel", "stylesheet").attr("href", root + "/base.css");
        head.appendElement("link").attr("rel", "stylesheet").attr("href", root + "/document.css");
        header = document.body().appendElement("header");
        header.appendElement("a").addClass("home").attr("href", root + "/?lang=" + language.tag())
                .text(PageTexts.of(language).assistant());
        main = document.body().appendElement("main");
        main.appendElement("h1").text(title);
    }

    /**
     * Adds a style sheet to the one that every page has.
     *
     * @param path its path within the bot
     */
    public void stylesheet(String path) {
        document.head().appendElement("link").attr("rel", "stylesheet").attr("href", root + path);
    }

    /** Adds a named list of links to the header. */
    Links links(String name) {
        return new Links(header.appendElement("nav").attr("aria-label", name).appendElement("ul"));
    }

    /** A list of links within the bot. */
    final class Links {
        private final Element list;

        private Links(Element list) {
            this.list = list;
        }

        /** Adds a link; the one to where the reader is already is marked. */
        void add(String path, Language language, String text, boolean current) {
            Element link = list.appendElement("li").appendElement("a")
                    .attr("href", root + path + "?lang=" + language.tag()).attr("hreflang", language.tag())
                    .attr("lang", language.tag()).text(text);
            if (current) {
                link.attr("aria-current", "page");
            }
        }
    }

    /** Makes a list of links somewhere in the page. */
    Links linksIn(Element parent) {
        return new Links(parent.appendElement("ul"));
    }

    /** The element that holds the page's content, after its heading. */
    public Element main() {
        return main;
    }

    /** The page as it is sent. */
    public String html() {
        return document.outerHtml();
    }
}
