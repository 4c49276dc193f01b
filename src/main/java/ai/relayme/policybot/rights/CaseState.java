package ai.relayme.policybot.rights;

import java.util.Set;

/** How far a case has come. */
public enum CaseState {
    /** Taken in; nobody has proven the address yet. */
    AWAITING_VERIFICATION("awaiting_verification"),
    /** On its way to support. */
    RECEIVED("received"),
    /** The requester has been told that it was received. */
    ACKNOWLEDGED("acknowledged"),
    /** A person works on it. */
    IN_PROGRESS("in_progress"),
    /** It waits for something that the requester must give. */
    PAUSED("paused"),
    /** It has an outcome. */
    CLOSED("closed");

    private final String label;

    CaseState(String label) {
        this.label = label;
    }

    /** The word that stands for it in JSON and in the database. */
    public String label() {
        return label;
    }

    /** The states that may follow. */
    Set<CaseState> next() {
        return switch (this) {
            case AWAITING_VERIFICATION -> Set.of(RECEIVED);
            case RECEIVED -> Set.of(ACKNOWLEDGED, IN_PROGRESS, CLOSED);
            case ACKNOWLEDGED -> Set.of(IN_PROGRESS, CLOSED);
            case IN_PROGRESS -> Set.of(PAUSED, CLOSED);
            case PAUSED -> Set.of(IN_PROGRESS, CLOSED);
            case CLOSED -> Set.of();
        };
    }

    /** @throws IllegalArgumentException if no state has that word */
    static CaseState ofLabel(String label) {
        for (CaseState state : values()) {
            if (state.label.equals(label)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no such state");
    }
}
