/** Rights requests and hand-offs: taken in, verified, kept with their clocks and logs, and handed to support. */
@NullMarked
package ai.relayme.policybot.rights;

import org.jspecify.annotations.NullMarked;
