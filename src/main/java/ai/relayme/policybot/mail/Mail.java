package ai.relayme.policybot.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one recipient.
 *
 * @param messageId its Message-ID without angle brackets, the same however often it is sent
 * @param recipient the one address it goes to
 * @param replyTo   where answers go, if not to the sender
 * @param date      when it was written
 * @param letter    what it says
 */
public record Mail(String messageId, String recipient, @Nullable String replyTo, Instant date, Letter letter) {}
