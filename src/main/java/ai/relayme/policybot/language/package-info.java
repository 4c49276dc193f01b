/** Tells the three languages of the bot apart and cuts text into sentences. */
@NullMarked
package ai.relayme.policybot.language;

import org.jspecify.annotations.NullMarked;
