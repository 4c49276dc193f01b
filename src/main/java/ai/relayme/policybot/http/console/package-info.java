/** The JSON that the agents' console is made of: its routes, who may use them, and what they give. */
@NullMarked
package ai.relayme.policybot.http.console;

import org.jspecify.annotations.NullMarked;
