/** Scripts as browsers get them: without what only their readers need, and with a map that leads back to the source. */
@NullMarked
package ai.relayme.policybot.http.script;

import org.jspecify.annotations.NullMarked;
