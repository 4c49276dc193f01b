package ai.relayme.policybot.redaction;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;

/**
 * A text in one way of writing, and where each of its characters stands in the original: full-width forms and the digits
 * of all scripts become ASCII, all dashes become hyphens, line ends become spaces, as they do for the model, what cannot be
 * seen is left out, and Chinese numerals become digits where several stand in a row.
 *
 * @param text    the folded text
 * @param starts  for each of its characters where the original of it begins, then the length of the original
 */
@SuppressWarnings("ArrayRecordComponent")
record FoldedText(String text, int[] starts) {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final String HAN_DIGITS = "〇一二三四五六七八九";
    private static final String OTHER_HAN_DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final int FEWEST_HAN_DIGITS = 4;

    static FoldedText of(String original) {
        StringBuilder folded = new StringBuilder(original.length());
        int[] starts = new int[original.length() * 2 + 1];
        int next = 0;
        while (next < original.length()) {
            int c = original.codePointAt(next);
            String form = form(c);
            for (int i = 0; i < form.length(); i++) {
                if (folded.length() + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, starts.length * 2);
                }
                starts[folded.length()] = next;
                folded.append(form.charAt(i));
            }
            next += Character.charCount(c);
        }
        starts[folded.length()] = original.length();
        foldHanDigits(folded);
        return new FoldedText(folded.toString(), Arrays.copyOf(starts, folded.length() + 1));
    }

    private static String form(int c) {
        if (c == '\r') {
            return "";
        }
        if (c < 128) {
            return Character.isWhitespace(c) ? " " : Character.toString(c);
        }
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return "";
        }
        if (type == Character.DASH_PUNCTUATION || c == '\u2212') {
            return "-";
        }
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            return Integer.toString(UCharacter.digit(c));
        }
        boolean space = type == Character.SPACE_SEPARATOR || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
        return space ? " " : NFKC.normalize(Character.toString(c));
    }

    private static void foldHanDigits(StringBuilder text) {
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && hanDigit(text.charAt(i)) >= 0) {
                run++;
                continue;
            }
            for (int j = i - run; run >= FEWEST_HAN_DIGITS && j < i; j++) {
                text.setCharAt(j, (char) ('0' + hanDigit(text.charAt(j))));
            }
            run = 0;
        }
    }

    private static int hanDigit(char c) {
        int plain = HAN_DIGITS.indexOf(c);
        return plain >= 0 ? plain : OTHER_HAN_DIGITS.indexOf(c);
    }

    /** Where the original of the folded text's first {@code index} characters ends. */
    int originalEnd(int index) {
        return starts[index];
    }
}
