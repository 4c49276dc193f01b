package ai.relayme.policybot.corpus;

import java.util.Optional;
import java.util.stream.Stream;

/** What standing the text of a document has in its language. */
public enum Status {
    /** The text that binds. */
    OFFICIAL("official"),
    /** Published by the company, but another language prevails. */
    REFERENCE_TRANSLATION("reference-translation"),
    /** Made for this bot and not published by the company. */
    WORKING_TRANSLATION("working-translation");

    private final String label;

    Status(String label) {
        this.label = label;
    }

    /** The word that stands for it in front matter and in JSON. */
    public String label() {
        return label;
    }

    /** The status of exactly this word, or nothing. */
    public static Optional<Status> ofLabel(String label) {
        return Stream.of(values()).filter(status -> status.label.equals(label)).findFirst();
    }
}
