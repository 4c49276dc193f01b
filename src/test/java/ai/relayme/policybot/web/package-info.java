/** What a visitor sees, in a real browser. */
@NullMarked
package ai.relayme.policybot.web;

import org.jspecify.annotations.NullMarked;
