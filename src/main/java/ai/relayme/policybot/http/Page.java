package ai.relayme.policybot.http;

import ai.relayme.policybot.language.Language;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/** A page that the server makes: every text in it is escaped by the library that writes it. */
final class Page {
    private final Document document;
    private final Element main;

    Page(Language language, String title, String styleSheet) {
        document = Document.createShell("");
        document.outputSettings(new OutputSettings().prettyPrint(false));
        document.prependChild(new DocumentType("html", "", ""));
        document.select("html").attr("lang", language.tag());
        Element head = document.head();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        head.appendElement("title").text(title);
        head.appendElement("link").attr("rel", "stylesheet").attr("href", styleSheet);
        main = document.body().appendElement("main");
    }

    /** The element that holds the page's content. */
    Element main() {
        return main;
    }

    /** The page as it is sent. */
    String html() {
        return document.outerHtml();
    }
}
