package ai.relayme.policybot.rights;

/**
 * A caller's key that makes a repeated request the same one.
 *
 * @param id      hash of the key and of what it was used for
 * @param request hash of the request's body
 */
public record IdempotencyKey(String id, String request) {}
