package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Status;
import java.util.Optional;

/** Something a reader of an answer must know about it; widgets put it into words. */
public enum Notice {
    /** An automatic system made the answer. */
    AI_GENERATED("ai_generated"),
    /** It cites a translation that the company publishes for reference only. */
    REFERENCE_TRANSLATION("reference_translation"),
    /** It cites a translation that was made for this bot and is not official. */
    WORKING_TRANSLATION("working_translation"),
    /** It cites a text in another language than the visitor's, because the corpus has no other. */
    OTHER_LANGUAGE("other_language"),
    /** It cites a clause on which the language versions of the policy disagree. */
    LANGUAGE_VERSIONS_DIFFER("language_versions_differ");

    private final String label;

    Notice(String label) {
        this.label = label;
    }

    /** What a reader must know of a text of that standing; nothing of the official one. */
    public static Optional<Notice> of(Status status) {
        return switch (status) {
            case OFFICIAL -> Optional.empty();
            case REFERENCE_TRANSLATION -> Optional.of(REFERENCE_TRANSLATION);
            case WORKING_TRANSLATION -> Optional.of(WORKING_TRANSLATION);
        };
    }

    /** The word that stands for it in JSON. */
    public String label() {
        return label;
    }
}
