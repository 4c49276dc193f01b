package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question as one index understands it.
 *
 * @param query      the question, its slips of the keys mended
 * @param terms      its index terms, none twice
 * @param idf        how much each of them tells
 * @param termWeight what they tell together
 * @param concepts   the concepts that it names, by id, each with its weight in the search
 * @param topics     the concepts that it is likely about by its place among the meanings, each with its chance; none
 *     without vectors
 * @param direction  where it lies among the meanings; none without vectors
 */
@SuppressWarnings("ArrayRecordComponent")
record IndexedQuestion(Query query, List<String> terms, Map<String, Double> idf, double termWeight,
        Map<String, Double> concepts, Map<Concept, Double> topics, float @Nullable [] direction) {}
