package ai.relayme.policybot.outbox;

/**
 * How the outbox stands.
 *
 * @param smtp        whether a mail server is set; without one mail waits and lies in the mail folder
 * @param held        whether nothing is sent because the mail server does not let this node in
 * @param pending     mails that wait
 * @param deadLetters mails that nothing will deliver until a person acts
 */
public record OutboxStatus(boolean smtp, boolean held, int pending, int deadLetters) {}
