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
record Segment(String words, String whole) {
    private static final Pattern BETWEEN = Pattern.compile("[,;，；]\\s*|[:：](?!\\d)\\s*");

    /** The segments of a text, whose wholes make it up. */
    static List<Segment> of(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher between = BETWEEN.matcher(text);
        for (int from = 0; from < text.length();) {
            boolean found = between.find(from);
            int end = found ? between.end() : text.length();
            segments.add(new Segment(text.substring(from, found ? between.start() : end).strip(),
                    text.substring(from, end)));
            from = end;
        }
        return segments;
    }
}
