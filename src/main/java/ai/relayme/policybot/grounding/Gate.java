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
    SCRIPT,
    /** It promises, advises, speaks of itself or claims to have done something, and the passage does not. */
    CONDUCT,
    /** A number, date, time, duration or amount is not the passage's. */
    FIGURES,
    /** It says yes where the passage says no, must where it says may, or has somebody else act. */
    CLAIMS,
    /** It says more than the passage: a limit or condition is missing, or something is said of all. */
    SCOPE,
    /** Its words are not supported by the passage. */
    SUPPORT
}
