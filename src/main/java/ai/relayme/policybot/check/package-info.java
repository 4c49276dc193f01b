/**
 * What publishing a changed corpus does: where its language versions disagree, which golden questions it answers in another
 * way, which corrections it would suspend, and which quotes of past answers no longer stand in it.
 */
@NullMarked
package ai.relayme.policybot.check;

import org.jspecify.annotations.NullMarked;
