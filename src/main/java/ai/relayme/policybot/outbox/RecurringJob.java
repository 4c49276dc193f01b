package ai.relayme.policybot.outbox;

import java.time.Duration;

/**
 * Work that one node does again and again.
 *
 * @param name  its name, the same on every node
 * @param every the pause between two runs
 * @param work  what is done; may throw, and is then done again after the pause
 */
public record RecurringJob(String name, Duration every, Runnable work) {}
