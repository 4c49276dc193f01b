package ai.relayme.policybot.http;

import java.time.Duration;

/**
 * How many requests of a kind a client may make.
 *
 * @param questions how many, from 1
 * @param period    in how long
 */
public record RateLimit(long questions, Duration period) {}
