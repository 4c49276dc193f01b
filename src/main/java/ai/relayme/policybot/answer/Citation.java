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
 * @param prevailing the official text of the same passage in the language that prevails, where the corpus has it
 */
public record Citation(int number, Document document, Passage passage, String quote, int start, int end,
        @Nullable Prevailing prevailing) {

    /**
     * The official words of a passage in the language that prevails.
     *
     * @param passage  the same passage in that language
     * @param document the document version it stands in
     */
    public record Prevailing(Document document, Passage passage) {}
}
