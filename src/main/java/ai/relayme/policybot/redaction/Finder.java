package ai.relayme.policybot.redaction;

import java.util.List;

/** Finds identifiers of one kind. Safe for concurrent use. */
interface Finder {
    Identifier kind();

    /** Where they stand in the text, which is folded; spans that do not overlap, in their order. */
    List<Span> find(String text);

    /** A half-open stretch of a text, in UTF-16 units. */
    record Span(int start, int end) {}
}
