package ai.relayme.policybot.answer;

/** Who wrote the sentences of an answer. */
public enum Mode {
    /** A model behind the relay wrote them, each one verified. */
    RELAY("relay"),
    /** They are the passages' own sentences. */
    QUOTE("quote");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** The word that stands for it in JSON. */
    public String label() {
        return label;
    }
}
