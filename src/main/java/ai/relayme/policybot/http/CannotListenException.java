package ai.relayme.policybot.http;

/** It cannot listen there. */
public final class CannotListenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean foreign;

    /** @param foreign whether the address is none of this machine's */
    CannotListenException(boolean foreign, Throwable cause) {
        super(foreign ? "is no address of this machine" : "the port is in use or may not be used", cause);
        this.foreign = foreign;
    }

    /** Whether the address is at fault, which is none of this machine's; else the port is. */
    public boolean isAddressAtFault() {
        return foreign;
    }
}
