/** What agents do with conversations: find, read, label and correct them; and what these tell in figures. */
@NullMarked
package ai.relayme.policybot.console;

import org.jspecify.annotations.NullMarked;
