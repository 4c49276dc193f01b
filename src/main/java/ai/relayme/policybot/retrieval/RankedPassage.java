package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;

/**
 * A passage found.
 *
 * @param passage the passage
 * @param score   how well it fits, greater is better; comparable within one query only
 */
public record RankedPassage(Passage passage, double score) {}
