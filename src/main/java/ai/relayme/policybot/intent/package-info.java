/** Tells from a visitor's words what is wanted: policy, a right, a person, smalltalk, or a turn of the bot against its purpose. */
@NullMarked
package ai.relayme.policybot.intent;

import org.jspecify.annotations.NullMarked;
