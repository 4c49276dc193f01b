/** What the relay was used for, day by day: tokens and cost, as kept for every node, and whether there is any left. */
@NullMarked
package ai.relayme.policybot.usage;

import org.jspecify.annotations.NullMarked;
