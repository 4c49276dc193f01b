/** How often a client may do something: counted in memory, and where nodes share a PostgreSQL, by all of them together. */
@NullMarked
package ai.relayme.policybot.ratelimit;

import org.jspecify.annotations.NullMarked;
