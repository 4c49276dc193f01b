package ai.relayme.policybot.evaluation;

/** White space as quotes are compared: every run of it, of whatever kind, is one space. */
final class WhiteSpace {
    private WhiteSpace() {}

    /** Whether it is white space: Java's and the no-break spaces and the next-line control, which Java leaves out. */
    static boolean is(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    /** The text with each run of white space made one space, and none at its ends. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean between = false;
        for (int c : text.codePoints().toArray()) {
            if (is(c)) {
                between = !folded.isEmpty();
                continue;
            }
            if (between) {
                folded.append(' ');
                between = false;
            }
            folded.appendCodePoint(c);
        }
        return folded.toString();
    }
}
