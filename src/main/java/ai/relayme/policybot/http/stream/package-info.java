/** Answers that are read while they are written: server-sent events, who reads them, and who may take one up again. */
@NullMarked
package ai.relayme.policybot.http.stream;

import org.jspecify.annotations.NullMarked;
