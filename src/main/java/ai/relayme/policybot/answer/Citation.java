package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A pointer from an answer to the words of a passage.
 *
 * @param number     its number in the answer, from 1
 * @param document   the document version quoted
 * @param passage    the passage quoted
 * @param quote      the passage's text from {@code start} to {@code end}
 * @param start      where the quote begins, in Unicode code points
 * @param end        where it ends, exclusive
 * @param prevailing the same passage in the language that prevails, as {@link
 *                   ai.relayme.policybot.corpus.Corpus#prevailing(Passage)} tells; null where there is none to show
 */
public record Citation(int number, Document document, Passage passage, String quote, int start, int end,
        @Nullable Prevailing prevailing) {

    /**
     * The words of a passage in the language that prevails; the document's status says whether they are official.
     *
     * @param passage  the same passage in that language
     * @param document the document version it stands in
     */
    public record Prevailing(Document document, Passage passage) {}
}
