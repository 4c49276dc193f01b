package ai.relayme.policybot.corpus.importing;

/** A page that cannot be imported; the message is one line and says what can be done. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }
}
