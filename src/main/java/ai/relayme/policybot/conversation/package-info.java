/** The way of a question: the one place that knows the order of its steps, whose conversation it belongs to, and what is kept of it. */
@NullMarked
package ai.relayme.policybot.conversation;

import org.jspecify.annotations.NullMarked;
