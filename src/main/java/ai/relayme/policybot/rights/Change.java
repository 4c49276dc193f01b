package ai.relayme.policybot.rights;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What support does to a case. A reason goes to the requester in the words given. */
public sealed interface Change {
    /** What kind of change it is. */
    default Kind kind() {
        return switch (this) {
            case Acknowledge() -> Kind.ACKNOWLEDGE;
            case Start() -> Kind.START;
            case Pause(String _) -> Kind.PAUSE;
            case Extend(String _) -> Kind.EXTEND;
            case SetRegime(Regime _, String _) -> Kind.SET_REGIME;
            case Close(Outcome _, String _) -> Kind.CLOSE;
        };
    }

    /** What it does, without the reason: that holds words for the requester, and perhaps the requester's. */
    default String description() {
        return this instanceof SetRegime(Regime regime, String _)
                ? kind().label() + " " + regime.id()
                : kind().label();
    }

    /** The kinds of changes. */
    enum Kind {
        ACKNOWLEDGE, START, PAUSE, EXTEND, SET_REGIME, CLOSE;

        /** The word that stands for it in JSON and in the log. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of exactly this word, or nothing. */
        public static Optional<Kind> ofLabel(String label) {
            return List.of(values()).stream().filter(kind -> kind.label().equals(label)).findFirst();
        }

        /** Whether the requester is always told why. */
        public boolean needsReason() {
            return this == PAUSE || this == EXTEND || this == SET_REGIME;
        }
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
