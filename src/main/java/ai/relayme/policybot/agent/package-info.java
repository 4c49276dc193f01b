/** The people who work in the console: their accounts, passwords, sessions and roles, and the log of what they did. */
@NullMarked
package ai.relayme.policybot.agent;

import org.jspecify.annotations.NullMarked;
