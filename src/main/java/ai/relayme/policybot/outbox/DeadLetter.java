package ai.relayme.policybot.outbox;

import java.time.Instant;

/**
 * A mail that no attempt will deliver until a person acts.
 *
 * @param id        its id, for {@link Outbox#requeue}
 * @param topic     what it is about
 * @param reference the case it belongs to
 * @param fault     why it cannot be delivered
 * @param at        since when
 */
public record DeadLetter(String id, String topic, String reference, String fault, Instant at) {}
