package ai.relayme.policybot.apikey;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key may be used for. */
public enum Scope {
    /** Asking questions. */
    ASK,
    /** Searching passages. */
    SEARCH,
    /** Handing over rights requests and messages. */
    HANDOFF,
    /** Reading and erasing the conversations that it began. */
    TRANSCRIPTS;

    /** The word that stands for it on the command line and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of exactly this word, or nothing. */
    public static Optional<Scope> ofLabel(String label) {
        return Stream.of(values()).filter(scope -> scope.label().equals(label)).findFirst();
    }
}
