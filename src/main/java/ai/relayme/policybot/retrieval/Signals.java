package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptSet;
import java.util.Map;
import org.apache.lucene.util.VectorUtil;

/**
 * What speaks for a passage as the answer to a question, one number a kind of evidence. Those marked absolute mean the same
 * for every question and corpus, so that they can be compared with a threshold.
 *
 * @param words         BM25 of the question's words in the passage, as a share of the best passage's
 * @param evidence      a tenth of that BM25 as it is: many rare words in common tell more than any likeness of meaning;
 *     absolute
 * @param contextWords  BM25 of the question's words in heading and lead, as a share of what a text of nothing else would get
 * @param wordCover     which share of the question's words the passage has, rare words counting more, from 0 to 1; absolute
 * @param concepts      which share of the concepts the question names the passage, its label and its surroundings speak of;
 *     absolute, 1 where it speaks of all
 * @param topics        the chance that the question is about something the passage speaks of, from 0 to 1; absolute; 0
 *     without vectors
 * @param contextTopics the same for heading and lead
 * @param meaning       the greatest cosine of the question and the passage or one of its sentences; absolute; 0 without
 *     vectors
 * @param surroundings  the cosine of the question and the heading with the lead
 */
public record Signals(double words, double evidence, double contextWords, double wordCover, double concepts,
        double topics,
        double contextTopics, double meaning, double surroundings) {

    /** Of a passage that speaks of the one concept that is looked for. */
    static final Signals OF_CONCEPT = new Signals(0, 0, 0, 0, 1, 1, 0, 0, 0);

    private static final double EVIDENCE_UNIT = 10;

    /**
     * What speaks for the passage of that content.
     *
     * @param found   BM25 of the question's words in it
     * @param words   the same as a share of the best passage's
     * @param context BM25 of the question's words in heading and lead
     */
    static Signals of(IndexedQuestion asked, PassageContent content, float found, float words, float context) {
        double most = Math.max(asked.termWeight(), Double.MIN_NORMAL);
        double cover = 0;
        for (Map.Entry<String, Double> term : asked.idf().entrySet()) {
            cover += content.terms().contains(term.getKey()) ? term.getValue() : 0;
        }
        double concepts = 0;
        double wanted = 0;
        for (Map.Entry<String, Double> concept : asked.concepts().entrySet()) {
            concepts += concept.getValue() * content.weights().getOrDefault(concept.getKey(), 0f);
            wanted += concept.getValue() * PassageReader.CONCEPT_WEIGHT;
        }
        double topics = 0;
        double contextTopics = 0;
        for (Map.Entry<Concept, Double> topic : asked.topics().entrySet()) {
            topics += topic.getValue() * cover(topic.getKey(), content.concepts());
            contextTopics += topic.getValue() * cover(topic.getKey(), content.contextConcepts());
        }
        double meaning = 0;
        double surroundings = 0;
        if (asked.direction() != null && content.meanings().length > 0) {
            float[][] meanings = content.meanings();
            meaning = VectorUtil.dotProduct(asked.direction(), meanings[0]);
            surroundings = VectorUtil.dotProduct(asked.direction(), meanings[1]);
            for (int i = 2; i < meanings.length; i++) {
                meaning = Math.max(meaning, VectorUtil.dotProduct(asked.direction(), meanings[i]));
            }
        }
        return new Signals(words, found / EVIDENCE_UNIT, context / most, cover / most,
                wanted == 0 ? 0 : concepts / wanted, topics, contextTopics, meaning, surroundings);
    }

    /** How much of a concept a text has that speaks of these: all, or as much as what they are related by. */
    private static double cover(Concept concept, ConceptSet spoken) {
        return spoken.contains(concept) ? 1 : spoken.kinship(concept);
    }

    /** The signals in the order of the components. */
    public double[] values() {
        return new double[]{words, evidence, contextWords, wordCover, concepts, topics, contextTopics, meaning,
                surroundings};
    }
}
