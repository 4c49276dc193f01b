/** The outside of the bot over HTTP: routes, the checking of input, problem documents, streams, limits and pages. */
@NullMarked
package ai.relayme.policybot.http;

import org.jspecify.annotations.NullMarked;
