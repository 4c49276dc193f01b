/** What comes in over HTTP: who sends it and how much they may, the checking of its fields, and the problem document it is
 * refused with. */
@NullMarked
package ai.relayme.policybot.http.request;

import org.jspecify.annotations.NullMarked;
