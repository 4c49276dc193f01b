/** The outside of the bot over HTTP: the server, and what each of its routes does. */
@NullMarked
package ai.relayme.policybot.http;

import org.jspecify.annotations.NullMarked;
