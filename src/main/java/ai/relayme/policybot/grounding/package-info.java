/**
 * The gates that a generated sentence must pass before a visitor sees it. Every gate is a {@code Check} of its own; what
 * passes all of them comes with the runs of the passages that it rests on.
 */
@NullMarked
package ai.relayme.policybot.grounding;

import org.jspecify.annotations.NullMarked;
