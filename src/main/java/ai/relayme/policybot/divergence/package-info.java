/**
 * Whether the language versions of a document say the same: pairs their passages, reads from each text what a translation
 * must keep (numbers, dates, denials, must and may, names, addresses, lists), and names where two versions differ in it.
 */
@NullMarked
package ai.relayme.policybot.divergence;

import org.jspecify.annotations.NullMarked;
