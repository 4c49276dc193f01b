package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.ConceptSet;
import java.util.Map;
import java.util.Set;

/**
 * What a passage, its surroundings and its heading speak of.
 *
 * @param terms           index terms of its own text
 * @param concepts        what its own text speaks of
 * @param contextConcepts what heading and lead speak of
 * @param headingConcepts what the heading speaks of
 * @param labelConcepts   what it names itself after, in the words before its first colon
 * @param weights         how much each of these concepts counts in the search, by id
 * @param meanings        where it lies among the meanings, where its surroundings do, and each of its sentences if there are
 *     more than one; empty without vectors
 */
@SuppressWarnings("ArrayRecordComponent")
record PassageContent(Set<String> terms, ConceptSet concepts, ConceptSet contextConcepts, ConceptSet headingConcepts,
        ConceptSet labelConcepts, Map<String, Float> weights, float[][] meanings) {
    static final PassageContent NOTHING = new PassageContent(Set.of(), ConceptSet.NONE, ConceptSet.NONE,
            ConceptSet.NONE, ConceptSet.NONE, Map.of(), new float[0][]);
}
