package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import java.util.List;

/**
 * A sentence on its way through the gates.
 *
 * @param text     without markers, white space tidied
 * @param cited    the passages that it cites, each once
 * @param language the visitor's language
 */
record CitedSentence(String text, List<Passage> cited, Language language) {
    CitedSentence {
        cited = List.copyOf(cited);
    }

    /** Whether a cited passage has exactly these words. */
    boolean isVerbatim(String words) {
        return cited.stream().anyMatch(passage -> passage.text().contains(words));
    }
}
