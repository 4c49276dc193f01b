package ai.relayme.policybot.corpus.importing;

/** A block of a page, its white space folded. */
sealed interface Block {
    /** Its words. */
    String text();

    /**
     * A heading.
     *
     * @param level 1 for the outermost; a plain text's are all alike
     */
    record Heading(int level, String text) implements Block {}

    /** A paragraph. */
    record Paragraph(String text) implements Block {}

    /** An item of a list. */
    record Item(String text) implements Block {}
}
