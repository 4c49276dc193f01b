/** The bot as a server of the Model Context Protocol, so that assistants can ask it and search the policies. */
@NullMarked
package ai.relayme.policybot.http.mcp;

import org.jspecify.annotations.NullMarked;
