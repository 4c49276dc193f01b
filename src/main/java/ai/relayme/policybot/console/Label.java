package ai.relayme.policybot.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a reviewer makes of an answer. */
public enum Label {
    /** It is right. */
    CORRECT,
    /** It says what the policy does not. */
    WRONG,
    /** Something that the policy says is missing. */
    INCOMPLETE,
    /** The policy does not say it, so that it should have abstained. */
    SHOULD_HAVE_ABSTAINED,
    /** The policy says it, so that it should not have abstained. */
    SHOULD_HAVE_ANSWERED,
    /** What is cited does not say that. */
    CITATION_DOES_NOT_SUPPORT,
    /** It is badly put, or in the wrong language. */
    TONE_OR_LANGUAGE,
    /** Nobody asked about a policy. */
    NOT_A_POLICY_QUESTION,
    /** Nobody asked anything. */
    SPAM;

    /** The word that stands for it in JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The label of that word. */
    public static Optional<Label> ofLabel(String word) {
        return Stream.of(values()).filter(label -> label.label().equals(word)).findFirst();
    }
}
