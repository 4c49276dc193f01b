package ai.relayme.policybot.http.page;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.corpus.Status;
import ai.relayme.policybot.language.Language;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The corpus as pages to read: an anchor at every passage, and what standing the text has. */
public final class DocumentPage {
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

    private final Supplier<URI> publicUrl;

    /** Links begin with the path of that address. */
    public DocumentPage(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    private Page page(Language language, String title) {
        return new Page(language, title, publicUrl.get().getPath());
    }

    /** A page of one document. */
    public String document(Corpus corpus, Document document) {
        Language language = document.language();
        PageTexts texts = PageTexts.of(language);
        Page page = page(language, document.title());
        addDocuments(page.links(texts.documents()), corpus, language, document.id());
        Page.Links languages = page.links(texts.languages());
        for (Language other : Page.LANGUAGES) {
            corpus.document(document.id(), other).ifPresent(version -> languages.add("/documents/" + version.id(),
                    other, PageTexts.nameOf(other), other == language));
        }
        page.main().appendElement("p").addClass("version").text(texts.version() + " " + document.version());
        if (document.status() != Status.OFFICIAL) {
            page.main().appendElement("p").addClass("notice")
                    .text(document.status() == Status.REFERENCE_TRANSLATION ? texts.reference() : texts.working());
        }
        addPassages(page.main(), document, texts);
        return page.html();
    }

    /** A page that names every document. */
    public String list(Corpus corpus, Language language) {
        PageTexts texts = PageTexts.of(language);
        Page page = page(language, texts.documents());
        Page.Links languages = page.links(texts.languages());
        Page.LANGUAGES.forEach(other -> languages.add("/documents", other, PageTexts.nameOf(other), other == language));
        addDocuments(page.linksIn(page.main().appendElement("section")), corpus, language, "");
        return page.html();
    }

    private static void addDocuments(Page.Links links, Corpus corpus, Language language, String current) {
        for (String id : corpus.documentIds()) {
            corpus.documentNearest(id, language).ifPresent(document -> links.add("/documents/" + id,
                    document.language(), document.title(), id.equals(current)));
        }
    }

    private static void addPassages(Element main, Document document, PageTexts texts) {
        Element section = main;
        Element list = null;
        int number = -1;
        for (Passage passage : document.passages()) {
            if (passage.section() != number) {
                number = passage.section();
                section = main.appendElement("section");
                list = null;
                if (number > 0) {
                    section.appendElement("h2").text(number + ". " + passage.heading());
                }
            }
            if (!passage.isListItem()) {
                list = null;
            } else if (list == null) {
                list = section.appendElement("ul");
            }
            Element words = list == null ? section.appendElement("p") : list.appendElement("li");
            words.attr("id", passage.anchor()).addClass("passage");
            addText(words, passage.text());
            words.appendElement("a").addClass("anchor").attr("href", "#" + passage.anchor())
                    .attr("aria-label", texts.passage() + " " + passage.anchor()).text(passage.anchor());
        }
    }

    /** The text as it is, with addresses that can be written to. */
    private static void addText(Element parent, String text) {
        Matcher email = EMAIL.matcher(text);
        int done = 0;
        while (email.find()) {
            parent.appendText(text.substring(done, email.start()));
            parent.appendElement("a").attr("href", "mailto:" + email.group()).text(email.group());
            done = email.end();
        }
        parent.appendText(text.substring(done));
    }
}
