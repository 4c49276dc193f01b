package ai.relayme.policybot.retrieval;

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

    /** The signals in the order of the components. */
    public double[] values() {
        return new double[]{words, evidence, contextWords, wordCover, concepts, topics, contextTopics, meaning,
                surroundings};
    }
}
