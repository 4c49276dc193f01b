package ai.relayme.policybot.transcript;

import ai.relayme.policybot.language.Language;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a conversation and its answer, as kept.
 *
 * @param answerId      id of the answer
 * @param createdAt     when the question came, in milliseconds
 * @param question      what the visitor wrote
 * @param language      language of the answer
 * @param outcome       the outcome's word
 * @param mode          the mode's word
 * @param model         the model that wrote it, if one did
 * @param corpusVersion the corpus it was answered from
 * @param answerText    the answer as one text
 * @param answerJson    the answer as it was given, without the conversation's token
 * @param traceJson     what explains it: intent, query, passages with scores, verdicts, times
 * @param explanation   what of that lists are filtered by
 * @param cited         the passages that it cites
 */
public record Turn(String answerId, Instant createdAt, String question, Language language, String outcome, String mode,
        @Nullable String model, String corpusVersion, String answerText, String answerJson, String traceJson,
        Explanation explanation, List<CitedPassage> cited) {
    public Turn {
        cited = List.copyOf(cited);
    }
}
