/** The program: settings, the command line, and the one place that constructs everything and closes it again. */
@NullMarked
package ai.relayme.policybot.app;

import org.jspecify.annotations.NullMarked;
