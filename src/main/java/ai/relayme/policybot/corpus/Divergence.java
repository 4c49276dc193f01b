package ai.relayme.policybot.corpus;

import ai.relayme.policybot.language.Language;
import java.util.List;

/**
 * A place at which two language versions of a document disagree.
 *
 * @param kind   in what they disagree
 * @param place  id of the passage, {@code document:section} for a heading, or id of the document
 * @param first  what the one version says
 * @param second what the other version says
 */
public record Divergence(Kind kind, String place, Side first, Side second) {

    /**
     * One version's part in a disagreement.
     *
     * @param language language of the version
     * @param text     its text at that place, empty where it has none
     * @param signals  what in the text made the difference, such as {@code 30 days}; may be empty
     */
    public record Side(Language language, String text, List<String> signals) {
        public Side {
            signals = List.copyOf(signals);
        }
    }

    /** In what two versions of a text can disagree. */
    public enum Kind {
        /** A document that one of the corpus's languages does not have. */
        MISSING_DOCUMENT("missing_document"),
        /** A paragraph or list item that one version does not have. */
        MISSING_PASSAGE("missing_passage"),
        /** Paragraphs or list items that stand in another order. */
        ORDER("order"),
        /** The publisher's version in the front matter. */
        VERSION("version"),
        /** A number, without or with a unit, or a percentage. */
        NUMBER("number"),
        /** A calendar date or a day of the week. */
        DATE("date"),
        /** A length of time. */
        DURATION("duration"),
        /** A time of day or a time zone. */
        TIME("time"),
        /** A sum of money. */
        AMOUNT("amount"),
        /** Something denied in one version only. */
        NEGATION("negation"),
        /** Must, may or only. */
        MODALITY("modality"),
        /** An email address, web address or telephone number. */
        ADDRESS("address"),
        /** The name of a place, language, law, company or technical term. */
        NAME("name"),
        /** How many things a sentence lists. */
        LIST_LENGTH("list_length"),
        /** A sentence, or a large part of one, that one version does not have. */
        MISSING_TEXT("missing_text"),
        /** Text that stands in the language or script of another version. */
        UNTRANSLATED("untranslated"),
        /** Texts that speak of different things. */
        CONTENT("content");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word that stands for it in tables and in JSON. */
        public String label() {
            return label;
        }

        /** Whether passages of the same number are not the same passage any more. */
        boolean shiftsNumbers() {
            return this == MISSING_PASSAGE || this == ORDER;
        }
    }

    /** Whether that language's version is one of the two. */
    boolean involves(Language language) {
        return first.language() == language || second.language() == language;
    }
}
