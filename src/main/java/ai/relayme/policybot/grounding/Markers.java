package ai.relayme.policybot.grounding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the markers of a sentence from its words. */
final class Markers {
    private static final String MARKER = "\\[\\d{1,9}\\]";
    private static final Pattern NUMBER = Pattern.compile("\\[(\\d{1,9})\\]");
    private static final Pattern ENCLOSED = Pattern.compile("[(（]\\s*(?:" + MARKER + "\\s*)+[)）]");
    private static final Pattern GROUP = Pattern.compile(MARKER + "(?:\\s*" + MARKER + ")*");
    private static final Pattern BETWEEN_STOPS = Pattern.compile("([.!?。！？])((?:\\s*" + MARKER + ")+)\\s*[.!?。！？]");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE_BEFORE = Pattern.compile(" (?=[.,;:!?)\\]…。，、；：！？）」』”])");
    private static final Pattern BULLET = Pattern.compile("^[-*•·–] ");

    private Markers() {}

    /** The numbers in the markers, each once, in their order. */
    static List<Integer> numbers(String sentence) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Matcher matcher = NUMBER.matcher(sentence);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return new ArrayList<>(numbers);
    }

    /**
     * A part of a sentence.
     *
     * @param text    its words without markers
     * @param numbers the numbers in the markers that follow it, at least one
     */
    record Part(String text, List<Integer> numbers) {}

    /** The sentence cut after each group of markers; what stands after the last belongs to the part before it. */
    static List<Part> parts(String sentence) {
        List<Part> parts = new ArrayList<>();
        Matcher group = GROUP.matcher(sentence);
        int from = 0;
        while (group.find()) {
            String words = without(sentence.substring(from, group.start()));
            boolean empty = words.codePoints().noneMatch(Character::isLetterOrDigit);
            List<Integer> numbers = numbers(group.group());
            if (empty && !parts.isEmpty()) {
                Part before = parts.removeLast();
                Set<Integer> both = new LinkedHashSet<>(before.numbers);
                both.addAll(numbers);
                parts.add(new Part(before.text, List.copyOf(both)));
            } else {
                parts.add(new Part(words, numbers));
            }
            from = group.end();
        }
        String rest = without(sentence.substring(from));
        if (!parts.isEmpty() && rest.codePoints().anyMatch(Character::isLetterOrDigit)) {
            Part before = parts.removeLast();
            parts.add(new Part(before.text + " " + rest, before.numbers));
        }
        return parts;
    }

    /** The words as they are shown: without markers, without a list's bullet, white space folded. */
    static String without(String sentence) {
        String unenclosed = ENCLOSED.matcher(sentence).replaceAll("");
        String singleStop = BETWEEN_STOPS.matcher(unenclosed).replaceAll("$1$2");
        String words = NUMBER.matcher(singleStop).replaceAll("");
        String folded = SPACE.matcher(words).replaceAll(" ").strip();
        return BULLET.matcher(SPACE_BEFORE.matcher(folded).replaceAll("")).replaceFirst("");
    }
}
