package ai.relayme.policybot.http;

import java.time.Duration;

/**
 * How many questions a client may ask.
 *
 * @param questions how many, from 1
 * @param period    in how long
 */
public record RateLimit(long questions, Duration period) {}
