package ai.relayme.policybot.mail;

/** The way a mail leaves. Safe for concurrent use. */
public interface MailTransport extends AutoCloseable {
    /** Tries to send that mail; returns within a bounded time and does not throw. */
    Outcome deliver(Mail mail);

    @Override
    default void close() {
        // most hold nothing open
    }
}
