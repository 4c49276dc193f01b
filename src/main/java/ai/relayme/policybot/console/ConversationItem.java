package ai.relayme.policybot.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a list, with the newest of its answers that the filter is about.
 *
 * @param conversationId its id
 * @param answerId       the answer's id; later ones are greater
 * @param at             when that was asked
 * @param question       what was asked
 * @param outcome        how it was answered
 * @param reason         why it was abstained, if it was
 * @param language       tag of the answer's language
 * @param mode           who wrote it
 * @param model          the model that did, if one did
 * @param support        the chance that the best passage answers, if any was looked for
 * @param threshold      the least support to answer from
 * @param topPassage     the best of the passages found
 * @param feedback       {@code helpful}, {@code unhelpful}, or nothing
 * @param turns          how many turns the conversation has
 * @param labels         what reviewers made of the answer
 * @param queuedBy       the rules by which the conversation is queued for review
 * @param status         how far the review has come
 * @param reviewer       who reviews it
 * @param rejected       sentences of a model's that did not pass
 */
public record ConversationItem(String conversationId, String answerId, Instant at, String question, String outcome,
        @Nullable String reason, String language, String mode, @Nullable String model, @Nullable Double support,
        @Nullable Double threshold, @Nullable String topPassage, @Nullable String feedback, int turns,
        List<String> labels, List<String> queuedBy, String status, @Nullable String reviewer, int rejected) {
    public ConversationItem {
        labels = List.copyOf(labels);
        queuedBy = List.copyOf(queuedBy);
    }

    /** The same with another question. */
    ConversationItem withQuestion(String masked) {
        return new ConversationItem(conversationId, answerId, at, masked, outcome, reason, language, mode, model,
                support, threshold, topPassage, feedback, turns, labels, queuedBy, status, reviewer, rejected);
    }
}
