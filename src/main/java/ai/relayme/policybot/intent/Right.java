package ai.relayme.policybot.intent;

import java.util.Optional;

/** A right over personal data that a visitor may want to use. */
public enum Right {
    /** See the data held, or have a copy. */
    ACCESS("access", "access-right"),
    /** Have wrong data put right. */
    RECTIFICATION("rectification", "rectification"),
    /** Have data deleted. */
    ERASURE("erasure", "erasure"),
    /** Have data kept but not used. */
    RESTRICTION("restriction", "restriction"),
    /** Take data along in a common format. */
    PORTABILITY("portability", "portability"),
    /** Have a use of data stopped, marketing above all. */
    OBJECTION("objection", "objection");

    private final String label;
    private final String concept;

    Right(String label, String concept) {
        this.label = label;
        this.concept = concept;
    }

    /** Id of the glossary's concept for it: passages that speak of the right have it. */
    public String concept() {
        return concept;
    }

    /** The word that stands for it in JSON, in the data files and in the database. */
    public String label() {
        return label;
    }

    /** The right of exactly this word, or nothing. */
    public static Optional<Right> ofLabel(String label) {
        for (Right right : values()) {
            if (right.label.equals(label)) {
                return Optional.of(right);
            }
        }
        return Optional.empty();
    }
}
