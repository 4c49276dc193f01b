package ai.relayme.policybot.answer;

import java.util.List;

/**
 * Why the bot does not answer, and what comes closest.
 *
 * @param reason  why
 * @param closest up to three citations that are near the question but do not answer it
 */
public record Abstention(Reason reason, List<Citation> closest) {
    public Abstention {
        closest = List.copyOf(closest);
    }

    /** Why the bot does not answer. */
    public enum Reason {
        /** The corpus says nothing of it. */
        NOT_COVERED("not_covered"),
        /** Something sounds alike, but not surely enough. */
        LOW_SUPPORT("low_support"),
        /** It is no question about the policies. */
        OFF_TOPIC("off_topic"),
        /** It needs a look into somebody's account. */
        ACCOUNT_SPECIFIC("account_specific"),
        /** It asks for legal or other advice. */
        ADVICE_NOT_GIVEN("advice_not_given"),
        /** It tries to turn the bot against its purpose. */
        UNSAFE_INPUT("unsafe_input");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The word that stands for it in JSON. */
        public String label() {
            return label;
        }
    }
}
