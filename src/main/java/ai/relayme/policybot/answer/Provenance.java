package ai.relayme.policybot.answer;

/** Where the words of a segment come from. */
public enum Provenance {
    /** A model wrote them. */
    AI_GENERATED("ai_generated"),
    /** A passage's own words. */
    VERBATIM_QUOTE("verbatim_quote"),
    /** A support agent's, approved by a second one. */
    REVIEWED_ANSWER("reviewed_answer"),
    /** A text of the bot's own, such as a greeting. */
    FIXED_TEXT("fixed_text");

    private final String label;

    Provenance(String label) {
        this.label = label;
    }

    /** The word that stands for it in JSON. */
    public String label() {
        return label;
    }
}
