/**
 * The model behind RelayMe's relay: the prompt it sees, and the call itself, which is held to deadlines and size limits
 * because the relay is an unreliable part. Sentences leave here unverified, with their markers.
 */
@NullMarked
package ai.relayme.policybot.relay;

import org.jspecify.annotations.NullMarked;
