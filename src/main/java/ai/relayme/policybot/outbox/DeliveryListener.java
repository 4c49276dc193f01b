package ai.relayme.policybot.outbox;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Hears, in the transaction that marks it, what became of a mail. */
public interface DeliveryListener {
    /** The mail server has taken over the mail of that topic and case. */
    void delivered(Handle handle, String topic, String reference, Instant at);

    /** The mail of that topic and case will never be taken: it is a dead letter. */
    void died(Handle handle, String topic, String reference, Instant at);
}
