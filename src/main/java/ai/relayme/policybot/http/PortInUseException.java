package ai.relayme.policybot.http;

/** Something else listens on the port already. */
public final class PortInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    PortInUseException(Throwable cause) {
        super("the port is in use or may not be used", cause);
    }
}
