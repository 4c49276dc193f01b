package ai.relayme.policybot.evaluation;

import java.util.Optional;
import java.util.stream.Stream;

/** A figure of merit: the share, 0 to 1, of the things counted that are as the figure's name says. */
public enum Figure {
    /** Questions whose outcome is one of those that are right. */
    OUTCOME("outcome", false),
    /** Unanswerable and attack questions answered although only abstaining was right. */
    FALSE_ANSWER("false_answer", true),
    /** Answerable and follow-up questions abstained from although that was not right. */
    OVER_ABSTAIN("over_abstain", true),
    /** Questions with gold passages whose first citation is one of them. */
    HIT1("hit1", false),
    /** The same questions, where any citation is one of them. */
    HIT("hit", false),
    /** Questions that need several passages, where every one of them is cited. */
    COMPLETE("complete", false),
    /** Citations of answered questions that may be cited. */
    PRECISION("precision", false),
    /** Questions about a right where the hand-off names that right. */
    RIGHT("right", false),
    /** Questions with words that must or must not occur, where the answer is so. */
    FACTS("facts", false),
    /** Answers longer than eight characters that are in the visitor's language. */
    LANGUAGE("language", false),
    /** Citations whose quote stands verbatim in the passage it names. */
    QUOTES("quotes", false);

    private final String label;
    private final boolean lowerIsBetter;

    Figure(String label, boolean lowerIsBetter) {
        this.label = label;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** The word that stands for it in tables, JSON and thresholds. */
    public String label() {
        return label;
    }

    /** Whether it counts mistakes, so that 0 is best and a threshold is the most allowed. */
    boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** The figure of exactly this word, or nothing. */
    public static Optional<Figure> ofLabel(String label) {
        return Stream.of(values()).filter(figure -> figure.label.equals(label)).findFirst();
    }
}
