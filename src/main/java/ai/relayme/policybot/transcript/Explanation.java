package ai.relayme.policybot.transcript;

import org.jspecify.annotations.Nullable;

/**
 * What explains an answer, as far as lists are filtered by it and figures made of it; the rest is in the trace.
 *
 * @param intent             what the visitor was taken to want
 * @param reason             why it was abstained, if it was
 * @param topic              the concept that the question is about: one that no passage speaks of, else the likeliest
 * @param query              what was searched, if anything was
 * @param support            the chance that the best passage answers, from 0 to 1
 * @param threshold          the least support to answer from
 * @param topPassage         the best of the passages found
 * @param promptVersion      the prompt that a model was given
 * @param relayFailure       why a relay's answer was quoted instead
 * @param rejectedSentences  sentences of a model's that did not pass, from 0
 * @param inputTokens        tokens of prompts, from 0
 * @param outputTokens       tokens of a model's words, from 0
 * @param tookMicros         from the question to the whole answer, in microseconds
 * @param firstSegmentMicros from the question to the first segment, in microseconds
 * @param correctionId       the correction that answered, if one did
 */
public record Explanation(@Nullable String intent, @Nullable String reason, @Nullable String topic,
        @Nullable String query, @Nullable Double support, @Nullable Double threshold, @Nullable String topPassage,
        @Nullable String promptVersion, @Nullable String relayFailure, int rejectedSentences, long inputTokens,
        long outputTokens, long tookMicros, @Nullable Long firstSegmentMicros, @Nullable String correctionId) {}
