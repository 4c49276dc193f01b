/** Finds the passages that speak of what a question asks: the Lucene index of one corpus version, its analysis and its scores. */
@NullMarked
package ai.relayme.policybot.retrieval;

import org.jspecify.annotations.NullMarked;
