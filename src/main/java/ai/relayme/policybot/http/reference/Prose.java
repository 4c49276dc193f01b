package ai.relayme.policybot.http.reference;

import org.jsoup.nodes.Element;

/** The document's descriptions as a page shows them: paragraphs, with code between backquotes. */
final class Prose {
    private Prose() {}

    /** Adds the paragraphs of a text, none where it is empty. */
    static void add(Element parent, String text) {
        for (String paragraph : text.split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                inline(parent.appendElement("p"), paragraph);
            }
        }
    }

    /** Adds a text within a line. */
    static void inline(Element parent, String text) {
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                parent.appendElement("code").text(parts[i]);
            } else {
                parent.appendText(parts[i]);
            }
        }
    }
}
