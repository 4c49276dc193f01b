package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;

/**
 * A passage found.
 *
 * @param passage the passage
 * @param score   the estimated chance that it answers the question, from 0 to 1
 * @param signals the evidence that the score was made from
 */
public record RankedPassage(Passage passage, double score, Signals signals) {}
