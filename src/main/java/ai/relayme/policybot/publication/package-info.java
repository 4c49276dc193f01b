/** Changed documents that wait to be published: staged, held against what is published, checked, and put in place by a named agent. */
@NullMarked
package ai.relayme.policybot.publication;

import org.jspecify.annotations.NullMarked;
