package ai.relayme.policybot.grounding;

/** What a sentence can fail by, in the order in which it is tried. */
public enum Gate {
    /** It is longer than a sentence should be. */
    LENGTH,
    /** It cites nothing, or something that is not among the evidence. */
    MARKERS,
    /** It is not plain text: markup, links that no cited passage has, invisible characters. */
    FORM,
    /** It quotes words that do not stand like that in a passage it cites. */
    QUOTE,
    /** It is not in the visitor's language and script. */
    SCRIPT
}
