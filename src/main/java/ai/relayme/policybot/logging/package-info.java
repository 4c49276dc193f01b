/** The form of the log where it is not plain text. */
@NullMarked
package ai.relayme.policybot.logging;

import org.jspecify.annotations.NullMarked;
