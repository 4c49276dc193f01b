/**
 * Reads a sentence of a policy, in any of the three languages, into what can be compared with another: the meanings of its
 * words, its figures, and who does, may, must or does not do what.
 */
@NullMarked
package ai.relayme.policybot.reading;

import org.jspecify.annotations.NullMarked;
