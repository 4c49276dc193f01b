package ai.relayme.policybot.conversation;

import ai.relayme.policybot.language.Disguise;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.retrieval.Query;
import java.util.List;
import java.util.Set;

/** Makes a question that leans on the one before it searchable on its own. */
final class FollowUps {
    /** A question with more words says itself what it is about; a Han character counts as half a word. */
    private static final double LONGEST_LEANING = 9;

    private FollowUps() {}

    /** The query for a question, read without disguise: a short one takes along what the conversation was about. */
    static Query selfContained(String question, List<String> earlier, Language language) {
        return new Query(Disguise.undo(question), leans(question, earlier) ? earlier.getLast() : "", language,
                Set.of());
    }

    /** Whether a question may need those before it to be understood. */
    static boolean leans(String question, List<String> earlier) {
        return !earlier.isEmpty() && words(question) <= LONGEST_LEANING;
    }

    private static double words(String text) {
        long han = text.codePoints().filter(Character::isIdeographic).count();
        long latin = text.codePoints().filter(c -> Character.isWhitespace(c)).count() + 1;
        return han / 2.0 + latin;
    }
}
