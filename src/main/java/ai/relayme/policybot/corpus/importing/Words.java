package ai.relayme.policybot.corpus.importing;

import java.util.regex.Pattern;

/** What the importer asks of a text. */
final class Words {
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\u00A0\\u3000]+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?s).*[.。!！?？:：;；][\"'”’」』)）]*");
    private static final Pattern LABEL = Pattern.compile("(\\p{L}[^:\\d.]{0,58}):(?=[\\p{L}\\p{N}])");

    private Words() {}

    /** The text with its white space folded. */
    static String fold(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** Whether it ends as a sentence does, or as what introduces a list. */
    static boolean endsSentence(String text) {
        return SENTENCE_END.matcher(text).matches();
    }

    /** Whether it is a sentence or more rather than a label: as long as eight words, or twelve characters of Chinese. */
    static boolean isProse(String text) {
        boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
        return endsSentence(text) && text.length() >= (chinese ? 12 : 40);
    }

    /** The text with a space after the label that it begins with, which on a page its typeface sets apart. */
    static String spaceLabel(String text) {
        var label = LABEL.matcher(text);
        return label.lookingAt() && !text.startsWith("//", label.end())
                ? label.group() + " " + text.substring(label.end())
                : text;
    }
}
