/** Answers that agents wrote: kept, approved by a second person, served to who asks the same, suspended when a passage changes. */
@NullMarked
package ai.relayme.policybot.correction;

import org.jspecify.annotations.NullMarked;
