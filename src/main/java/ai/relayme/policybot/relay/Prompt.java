package ai.relayme.policybot.relay;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.util.List;
import java.util.Optional;

/**
 * What the model is asked.
 *
 * @param question         the visitor's question, not blank
 * @param language         the language and script of the answer
 * @param earlierQuestions questions of the same visitor before this one, oldest first
 * @param passages         what may be answered from, at least one; marker {@code [n]} means the n-th of them
 */
public record Prompt(String question, Language language, List<String> earlierQuestions, List<Passage> passages) {
    /** Names the wording of the prompt; it changes whenever the model is told something else. */
    public static final String PROMPT_VERSION = "2026-11-26.1";

    /** The one line by which the model says that the passages do not answer the question. */
    public static final String NOT_COVERED = "NOT_COVERED";

    /** Throws where the question is blank or there is no passage. */
    public Prompt {
        earlierQuestions = List.copyOf(earlierQuestions);
        passages = List.copyOf(passages);
        if (question.isBlank() || passages.isEmpty()) {
            throw new IllegalArgumentException("a prompt needs a question and a passage");
        }
    }

    /** Whether the sentence recites what the model is told, which no passage can make an answer. */
    public static boolean isRecited(String sentence) {
        return PromptText.hasRun(sentence);
    }

    /** The same without the last third of its passages, which are the least likely to matter; empty where one is left. */
    Optional<Prompt> shortened() {
        int left = Math.max(1, passages.size() * 2 / 3);
        return left == passages.size()
                ? Optional.empty()
                : Optional.of(new Prompt(question, language, earlierQuestions, passages.subList(0, left)));
    }
}
