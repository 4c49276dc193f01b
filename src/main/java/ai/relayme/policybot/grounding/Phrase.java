package ai.relayme.policybot.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two signs within a sentence.
 *
 * @param words without the sign behind it and blanks around it
 * @param whole with them
 */
record Phrase(String words, String whole) {
    private static final Pattern BETWEEN = Pattern.compile("[,;，；]\\s*|[:：](?!\\d)\\s*");

    /** The phrases of a text, whose wholes make it up. */
    static List<Phrase> of(String text) {
        List<Phrase> phrases = new ArrayList<>();
        Matcher between = BETWEEN.matcher(text);
        for (int from = 0; from < text.length();) {
            boolean found = between.find(from);
            int end = found ? between.end() : text.length();
            phrases.add(new Phrase(text.substring(from, found ? between.start() : end).strip(),
                    text.substring(from, end)));
            from = end;
        }
        return phrases;
    }
}
