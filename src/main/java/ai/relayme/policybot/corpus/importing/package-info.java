/** Brings a page as a company publishes it into the corpus format: fetches it, finds its text, numbers its sections. */
@NullMarked
package ai.relayme.policybot.corpus.importing;

import org.jspecify.annotations.NullMarked;
