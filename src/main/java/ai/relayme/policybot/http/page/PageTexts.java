package ai.relayme.policybot.http.page;

import ai.relayme.policybot.language.Language;

/**
 * What the server's own pages say around a document's text.
 *
 * @param assistant   name of the start page
 * @param documents   what the documents are called together
 * @param languages   what the choice of languages is called
 * @param version     comes before a document's version
 * @param passage     comes before a passage's number
 * @param reference   standing of a reference translation
 * @param working     standing of a working translation
 */
record PageTexts(String assistant, String documents, String languages, String version, String passage,
        String reference,
        String working) {

    private static final PageTexts ENGLISH = new PageTexts("RelayMe policy assistant", "Policy documents", "Language",
            "Version", "Passage", "This text is a reference translation only. The Chinese version prevails.",
            "This text is a working translation made for this assistant. It is not the official text.");
    private static final PageTexts SIMPLIFIED = new PageTexts("RelayMe 政策助手", "政策文件", "语言", "版本", "段落",
            "此文本仅为参考译本，以中文版本为准。", "此文本是为本助手制作的非官方译本，日后将由官方文本取代。");
    private static final PageTexts TRADITIONAL = new PageTexts("RelayMe 政策助理", "政策文件", "語言", "版本", "段落",
            "此文本僅為參考譯本，以中文版本為準。", "此文本是為本助理製作的非官方譯本，日後將由官方文本取代。");

    static PageTexts of(Language language) {
        return switch (language) {
            case EN -> ENGLISH;
            case ZH_HANS -> SIMPLIFIED;
            case ZH_HANT -> TRADITIONAL;
        };
    }

    /** A language by its own name, as people look for it. */
    static String nameOf(Language language) {
        return switch (language) {
            case EN -> "English";
            case ZH_HANS -> "简体中文";
            case ZH_HANT -> "繁體中文";
        };
    }
}
