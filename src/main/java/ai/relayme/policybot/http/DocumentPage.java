package ai.relayme.policybot.http;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.corpus.Status;
import ai.relayme.policybot.language.Language;
import java.util.Map;
import org.jsoup.nodes.Element;

/** The corpus as pages to read: an anchor at every passage, and what standing the text has. */
final class DocumentPage {
    private static final Map<Language, String> NAMES = Map.of(Language.EN, "English", Language.ZH_HANS, "简体中文",
            Language.ZH_HANT, "繁體中文");
    private static final Map<Language, String> VERSION = Map.of(Language.EN, "Version", Language.ZH_HANS, "版本",
            Language.ZH_HANT, "版本");
    private static final Map<Language, String> DOCUMENTS = Map.of(Language.EN, "Policy documents", Language.ZH_HANS,
            "政策文件", Language.ZH_HANT, "政策文件");
    private static final Map<Language, String> REFERENCE = Map.of(Language.EN,
            "This text is a reference translation only. The Chinese version prevails.", Language.ZH_HANS,
            "本文本仅为参考译本，以中文版本为准。", Language.ZH_HANT, "本文本僅為參考譯本，概以中文版本為準。");
    private static final Map<Language, String> WORKING = Map.of(Language.EN,
            "This text is a working translation made for this assistant. It is not the official text.",
            Language.ZH_HANS, "本文本是为本助手制作的工作译本，并非官方中文文本，日后将以官方文本取代。", Language.ZH_HANT,
            "本文本是為本助理製作的工作譯本，並非官方中文文本，日後將以官方文本取代。");

    private DocumentPage() {}

    /** A page of one document. */
    static String document(Corpus corpus, Document document) {
        Language language = document.language();
        Page page = new Page(language, document.title() + " · RelayMe", "/document.css");
        Element header = page.main().appendElement("header");
        header.appendElement("h1").text(document.title());
        header.appendElement("p").text(VERSION.getOrDefault(language, "") + " " + document.version());
        Element links = header.appendElement("nav").attr("aria-label", "Language").appendElement("ul");
        for (Document version : corpus.versions(document.id())) {
            Element link = links.appendElement("li").appendElement("a")
                    .attr("href", "/documents/" + document.id() + "?lang=" + version.language().tag())
                    .attr("lang", version.language().tag()).attr("hreflang", version.language().tag())
                    .text(NAMES.getOrDefault(version.language(), version.language().tag()));
            if (version.language() == language) {
                link.attr("aria-current", "true");
            }
        }
        if (document.status() != Status.OFFICIAL) {
            Map<Language, String> notice = document.status() == Status.REFERENCE_TRANSLATION ? REFERENCE : WORKING;
            page.main().appendElement("div").addClass("notice").appendElement("p")
                    .text(notice.getOrDefault(language, ""));
        }
        passages(page.main(), document);
        return page.html();
    }

    private static void passages(Element main, Document document) {
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
            words.attr("id", passage.anchor()).addClass("passage").text(passage.text());
            words.appendElement("a").addClass("anchor").attr("href", "#" + passage.anchor())
                    .attr("aria-label", passage.id()).text(passage.anchor());
        }
    }

    /** A page that names every document. */
    static String list(Corpus corpus, Language language) {
        Page page = new Page(language, DOCUMENTS.getOrDefault(language, "") + " · RelayMe", "/document.css");
        page.main().appendElement("header").appendElement("h1").text(DOCUMENTS.getOrDefault(language, ""));
        Element list = page.main().appendElement("section").appendElement("ul");
        for (String id : corpus.documentIds()) {
            corpus.documentNearest(id, language)
                    .ifPresent(document -> list.appendElement("li").appendElement("a")
                            .attr("href", "/documents/" + id + "?lang=" + document.language().tag())
                            .attr("lang", document.language().tag()).text(document.title()));
        }
        return page.html();
    }
}
