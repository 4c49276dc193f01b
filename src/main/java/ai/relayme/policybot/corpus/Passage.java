package ai.relayme.policybot.corpus;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.language.Language;

/**
 * A numbered paragraph or list item of a document: the unit that is retrieved and cited.
 *
 * @param id       {@code document:section.ordinal}, the same in every language of the document
 * @param document id of the document it stands in
 * @param language language of this text
 * @param section  number of its section, 0 before the first numbered heading
 * @param ordinal  its place among the section's paragraphs and list items, from 1
 * @param heading  heading of its section, the document's title for section 0
 * @param lead     the paragraph that introduces the list it stands in, empty for a paragraph
 * @param text     the words, without markup, white space folded
 */
public record Passage(String id, String document, Language language, int section, int ordinal, String heading,
        String lead, String text) {

    /** The anchor of the passage on its document's page: {@code section.ordinal}. */
    public String anchor() {
        return section + "." + ordinal;
    }

    /** {@code sha256:} and the hexadecimal digest of its text: what tells whether the words are still the same. */
    public String digest() {
        return "sha256:" + Sha256.hex(text);
    }

    /**
     * Whether that quote stands in it, word for word. Where in it is left open: what is said before the quote may change, and
     * the quote stands all the same.
     */
    public boolean holds(String quote) {
        return text.contains(quote);
    }

    /** Whether it is an item of a list. */
    public boolean isListItem() {
        return !lead.isEmpty();
    }

    /** Whether it introduces the list in which the other stands. */
    public boolean introduces(Passage item) {
        return item.isListItem() && item.section == section && item.document.equals(document)
                && item.language == language && item.lead.equals(text);
    }
}
