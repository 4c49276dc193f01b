package ai.relayme.policybot.conversation;

import ai.relayme.policybot.language.Language;
import org.jspecify.annotations.Nullable;

/**
 * A question as it came in.
 *
 * @param text              what the visitor wrote, 1 to {@value #LONGEST} characters
 * @param conversationId    the conversation it goes on with, if any
 * @param conversationToken proves that the caller may go on with it
 * @param apiKeyId          the API key the caller showed, which proves it too where it began the conversation
 * @param language          the language to answer in; absent: that of the question
 * @param hint              what the visitor is known to read, where neither question nor conversation tells
 */
public record Question(String text, @Nullable String conversationId, @Nullable String conversationToken,
        @Nullable String apiKeyId, @Nullable Language language, Language hint) {
    /** The longest that is taken, in Unicode code points. */
    public static final int LONGEST = 2_000;

    /** A question of nobody known, in no conversation. */
    public static Question of(String text, @Nullable Language language) {
        return new Question(text, null, null, null, language, Language.EN);
    }
}
