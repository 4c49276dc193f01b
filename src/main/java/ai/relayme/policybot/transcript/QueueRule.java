package ai.relayme.policybot.transcript;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a conversation is queued for a reviewer; however many rules hold, it is one item. */
public enum QueueRule {
    /** The visitor found an answer unhelpful. */
    UNHELPFUL,
    /** The bot did not answer. */
    ABSTAINED,
    /** Sentences of a model's did not pass. */
    DROPPED_SENTENCES,
    /** It was answered with little more support than it takes. */
    LOW_MARGIN,
    /** The visitor asked the same again within a day. */
    REPEAT_QUESTION,
    /** The visitor wanted a person after an answer. */
    HANDOFF_AFTER_ANSWER,
    /** It is among the first answers that cite a document version. */
    NEW_DOCUMENT_VERSION,
    /** It was drawn at random, so that what reviewers see is not only what looks bad. */
    RANDOM;

    /** The word that stands for it in JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of that word. */
    public static Optional<QueueRule> ofLabel(String label) {
        return Stream.of(values()).filter(rule -> rule.label().equals(label)).findFirst();
    }
}
