package ai.relayme.policybot.agent;

/**
 * Who works in the console.
 *
 * @param name what they log in by
 * @param role what they may do
 */
public record Agent(String name, Role role) {}
