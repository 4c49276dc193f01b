/** The space of meanings: places texts of the three languages near what they are about, from one static vector a token. */
@NullMarked
package ai.relayme.policybot.vectors;

import org.jspecify.annotations.NullMarked;
