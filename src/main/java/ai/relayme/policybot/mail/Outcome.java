package ai.relayme.policybot.mail;

/** How an attempt to send a mail ended. A fault is told in words that name no address and no server's text. */
public sealed interface Outcome {
    /** The server has taken the mail over. */
    record Delivered() implements Outcome {}

    /** The mail lies in a folder for whoever looks, and still has to be sent. */
    record Kept() implements Outcome {}

    /** It did not work this time (4xx, network, anything unknown): try the same mail again later. */
    record Deferred(String fault) implements Outcome {}

    /** The server will never take this mail (5xx on recipient or content). */
    record Refused(String fault) implements Outcome {}

    /** No mail can go: the server does not let us in, or its connection cannot be made safe. */
    record Misconfigured(String fault) implements Outcome {}
}
