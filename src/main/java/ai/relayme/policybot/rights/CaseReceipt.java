package ai.relayme.policybot.rights;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a requester is told of a case.
 *
 * @param reference  its reference
 * @param state      how far it has come
 * @param receivedAt when it was submitted
 * @param dueAt      the last moment for the answer; absent for a hand-off
 * @param expiresAt  until when the code can be entered; absent where none is waited for
 * @param statusUrl  the address that shows its status; only for whoever has just proven the contact address
 */
public record CaseReceipt(String reference, CaseState state, Instant receivedAt, @Nullable Instant dueAt,
        @Nullable Instant expiresAt, @Nullable String statusUrl) {}
