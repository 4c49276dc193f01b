package ai.relayme.policybot.language;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.OptionalInt;

/**
 * Characters that nobody sees: controls, marks of direction, tags, soft hyphens, joiners and the like. What holds them is not
 * what its reader takes it for. Those that emoji and the variants of Chinese characters are written with are no such
 * characters where they stand in one.
 */
public final class Invisible {
    private static final int JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    /** Its class is that of symbols, and it is the one symbol with no ink. */
    private static final int BRAILLE_BLANK = 0x2800;

    private Invisible() {}

    /** Whether there is nothing to see in the text: neither a letter, a number, a sign nor a symbol. */
    public static boolean isAll(String text) {
        return text.codePoints().noneMatch(Invisible::isSeen);
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
                false;
            default -> c != BRAILLE_BLANK && !isIgnorable(c);
        };
    }

    private static boolean isIgnorable(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /** The first invisible character of the text; tabs, line ends and spaces are none. */
    public static OptionalInt first(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isInvisible(text, i)) {
                return OptionalInt.of(text.codePointAt(i));
            }
        }
        return OptionalInt.empty();
    }

    /** The text without its invisible characters. */
    public static String strip(String text) {
        if (first(text).isEmpty()) {
            return text;
        }
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isInvisible(text, i)) {
                seen.appendCodePoint(text.codePointAt(i));
            }
        }
        return seen.toString();
    }

    private static boolean isInvisible(String text, int at) {
        int c = text.codePointAt(at);
        if ((c >= ' ' && c <= '~') || Character.isIdeographic(c)) {
            // nearly all there is in a document; the tables need not be asked
            return false;
        }
        int type = Character.getType(c);
        boolean hidden = (type == Character.CONTROL && "\t\n\r".indexOf(c) < 0) || type == Character.FORMAT
                || isIgnorable(c) || UCharacter.hasBinaryProperty(c, UProperty.NONCHARACTER_CODE_POINT);
        return hidden && (at == 0 || !isPartOfSign(c, text.codePointBefore(at), after(text, at)));
    }

    private static int after(String text, int at) {
        int next = at + Character.charCount(text.codePointAt(at));
        return next < text.length() ? text.codePointAt(next) : 0;
    }

    /** Whether it makes one sign of an emoji or a Chinese character and what stands beside it. */
    private static boolean isPartOfSign(int c, int before, int after) {
        if (c == JOINER) {
            return UCharacter.hasBinaryProperty(after, UProperty.EXTENDED_PICTOGRAPHIC)
                    && (UCharacter.hasBinaryProperty(before, UProperty.EXTENDED_PICTOGRAPHIC)
                            || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER)
                            || UCharacter.hasBinaryProperty(before, UProperty.VARIATION_SELECTOR));
        }
        if (!UCharacter.hasBinaryProperty(c, UProperty.VARIATION_SELECTOR)) {
            return false;
        }
        // a digit is half of an emoji, which its keycap makes whole
        boolean emoji = UCharacter.hasBinaryProperty(before, UProperty.EMOJI)
                && (!UCharacter.hasBinaryProperty(before, UProperty.EMOJI_COMPONENT) || after == KEYCAP);
        return Character.isIdeographic(before) || (emoji && (c == TEXT_STYLE || c == EMOJI_STYLE));
    }
}
