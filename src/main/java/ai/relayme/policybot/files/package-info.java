/** Files and folders that only their owner may read. */
@NullMarked
package ai.relayme.policybot.files;

import org.jspecify.annotations.NullMarked;
