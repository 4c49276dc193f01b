package ai.relayme.policybot.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a mail stands.
 *
 * @param id          its id, for {@link Outbox#requeue}
 * @param topic       what it is about
 * @param state       {@code pending}, {@code sent}, {@code dead} or {@code expired}
 * @param attempts    how often it was tried
 * @param fault       what went wrong last, if anything did
 * @param createdAt   when it was queued
 * @param concludedAt when it was sent or given up, if it was
 */
public record MailState(String id, String topic, String state, int attempts, @Nullable String fault,
        Instant createdAt, @Nullable Instant concludedAt) {}
