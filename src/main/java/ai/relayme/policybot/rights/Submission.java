package ai.relayme.policybot.rights;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor hands over.
 *
 * @param rights     the rights to be used, each once; none where the visitor wants a person
 * @param email      where the answer goes, one plain address
 * @param name       who asks, if told
 * @param onBehalfOf for whom, if for somebody else
 * @param details    what is wanted, in the visitor's words
 * @param regime     the law that the visitor names, absent for none; once it is kept, the law that counts. Absent for a hand-off
 * @param transcript the conversation, where the visitor agreed to have it sent along; absent too once it was erased
 * @param conversationId the conversation that the transcript is or was a copy of, if there is or was one
 * @param language   language of every letter about it
 */
public record Submission(List<Right> rights, String email, @Nullable String name, @Nullable String onBehalfOf,
        @Nullable String details, @Nullable Regime regime, @Nullable String transcript, @Nullable String conversationId,
        Language language) {
    public Submission {
        rights = List.copyOf(rights);
    }

    /** Whether it is a hand-off, not a rights request. */
    public boolean isHandoff() {
        return rights.isEmpty();
    }

    /** Whether a conversation went along that was erased since. */
    boolean isTranscriptErased() {
        return transcript == null && conversationId != null;
    }
}
