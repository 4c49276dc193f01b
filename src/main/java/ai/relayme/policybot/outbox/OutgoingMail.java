package ai.relayme.policybot.outbox;

import ai.relayme.policybot.mail.Letter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be queued.
 *
 * @param topic     what it is about, a word of the caller's
 * @param reference the case it belongs to
 * @param recipient the one address it goes to
 * @param replyTo   where answers go, if not to the sender
 * @param letter    what it says
 * @param expiresAt when it has lost its meaning and is no longer sent; absent: never
 */
public record OutgoingMail(String topic, String reference, String recipient, @Nullable String replyTo, Letter letter,
        @Nullable Instant expiresAt) {}
