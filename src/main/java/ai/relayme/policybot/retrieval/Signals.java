package ai.relayme.policybot.retrieval;

/**
 * What speaks for a passage as the answer to a question, one number a kind of evidence. Each means the same for every
 * question and corpus, so that they can be weighed and compared.
 *
 * @param words         BM25 of the question's words in the passage, as a share of what a passage of nothing else would get
 * @param leadingWords  the same as a share of the best passage's
 * @param contextWords  BM25 of the question's words in heading and lead, as a share like {@code words}
 * @param wordCover     which share of the question's words the passage has, rare words counting more, from 0 to 1
 * @param concepts      which share of the concepts the question names the passage, its label and its surroundings speak of
 * @param topics        the chance that the question is about something the passage speaks of, from 0 to 1; 0 without vectors
 * @param contextTopics the same for heading and lead
 * @param meaning       cosine of question and passage; 0 without vectors
 * @param sentence      the greatest cosine of the question and one of the passage's sentences
 * @param surroundings  cosine of question and heading with lead
 */
public record Signals(double words, double leadingWords, double contextWords, double wordCover, double concepts,
        double topics, double contextTopics, double meaning, double sentence, double surroundings) {

    /** The signals in the order of the components. */
    double[] values() {
        return new double[]{words, leadingWords, contextWords, wordCover, concepts, topics, contextTopics, meaning,
                sentence, surroundings};
    }
}
