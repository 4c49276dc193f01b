package ai.relayme.policybot.evaluation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom the golden questions are put to: the bot in this process, or a server elsewhere. */
public interface Asker {
    /**
     * Asks the question in a new conversation, after the turns of its history.
     *
     * @param history earlier visitor turns, oldest first; each is asked, and only the last response is judged
     * @throws AskFailedException when there is no response to judge
     */
    Response ask(List<String> history, String question) throws AskFailedException;

    /**
     * The text of the passage in that language, to hold quotes against; empty where there is none, and then the quote
     * is not counted.
     *
     * @param languageTag {@code en}, {@code zh-Hans} or {@code zh-Hant}
     */
    Optional<String> passageText(String passageId, String languageTag);

    /**
     * What the visitor got for one question.
     *
     * @param outcome   the outcome's word in JSON
     * @param answer    the whole answer as shown, with its markers
     * @param citations what it cites, in order
     * @param right     the right its hand-off names, where it names one
     * @param found     what was retrieved for it; null where nothing was looked for, or the asker does not know
     * @param took      from asking the question itself to its whole answer, its history not counted
     */
    record Response(String outcome, String answer, List<Cited> citations, @Nullable String right, @Nullable Found found,
            Duration took) {
        public Response {
            citations = List.copyOf(citations);
        }
    }

    /**
     * One citation of a response.
     *
     * @param passageId {@code document:section.ordinal}
     * @param language  tag of the language quoted
     * @param quote     the words quoted
     */
    record Cited(String passageId, String language, String quote) {}

    /**
     * What was retrieved for a question.
     *
     * @param support   how much the best passages speak of what was asked
     * @param threshold the support from which on they are answered from
     * @param passages  the passages, best first
     */
    record Found(double support, double threshold, List<Hit> passages) {
        public Found {
            passages = List.copyOf(passages);
        }
    }

    /**
     * A passage that was retrieved.
     *
     * @param language tag of the language it is in
     * @param score    how well it fits, in the retriever's own units
     */
    record Hit(String passageId, String language, double score) {}
}
