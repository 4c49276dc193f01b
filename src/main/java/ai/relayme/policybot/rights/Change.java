package ai.relayme.policybot.rights;

import java.util.Locale;

/** What support does to a case. A reason goes to the requester in the words given. */
public sealed interface Change {
    /** What it does, without the reason: that holds words for the requester, and perhaps the requester's. */
    default String description() {
        return switch (this) {
            case Acknowledge() -> "acknowledge";
            case Start() -> "start";
            case Pause(String _) -> "pause";
            case Extend(String _) -> "extend";
            case SetRegime(Regime regime, String _) -> "set_regime " + regime.id();
            case Close(Outcome _, String _) -> "close";
        };
    }

    /** Confirms that it was received, where the acknowledgement's mail did not get through by itself. */
    record Acknowledge() implements Change {}

    /** Begins to work on it, or goes on. */
    record Start() implements Change {}

    /** Waits for something that the requester must give. The law's clock runs on. */
    record Pause(String reason) implements Change {}

    /** Takes the law's longer period, with the reason that the law wants told. */
    record Extend(String reason) implements Change {}

    /** Counts it by the law that support has found to apply, from the day of receipt, with the reason for it. */
    record SetRegime(Regime regime, String reason) implements Change {}

    /** Ends it. */
    record Close(Outcome outcome, String reason) implements Change {}

    /** How a case ends. */
    enum Outcome {
        GRANTED, PARTLY_GRANTED, REFUSED, WITHDRAWN, ANSWERED;

        /** The word that stands for it in JSON and in the database. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the requester must be told why, and where to complain. */
        public boolean refuses() {
            return this == REFUSED || this == PARTLY_GRANTED;
        }
    }
}
