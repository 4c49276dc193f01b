package ai.relayme.policybot.language;

import com.ibm.icu.text.Transliterator;

/**
 * Folds traditional characters into simplified ones, character by character, so that both scripts match each other. For
 * matching only, never for display: the folding loses distinctions. Immutable.
 */
public final class ScriptFolder {
    /** The block of CJK unified ideographs, where both scripts' everyday characters lie. */
    private static final int FIRST = 0x4E00;
    private static final int LAST = 0x9FFF;

    private final char[] simplified;
    private final char[] traditional;

    /** Takes the tables from ICU's transforms once: looking up an array costs a hundredth of transforming each text. */
    public ScriptFolder() {
        simplified = table("Traditional-Simplified");
        traditional = table("Simplified-Traditional");
    }

    private static char[] table(String transform) {
        StringBuilder all = new StringBuilder();
        for (int c = FIRST; c <= LAST; c++) {
            // a separator keeps the transform's rules for words from seeing neighbours
            all.append((char) c).append('\n');
        }
        String[] folded = Transliterator.getInstance(transform).transliterate(all.toString()).split("\n", -1);
        char[] table = new char[LAST - FIRST + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = folded[i].length() == 1 ? folded[i].charAt(0) : (char) (FIRST + i);
        }
        return table;
    }

    /** The text with every traditional character as its simplified one; its length stays the same. */
    public String fold(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= FIRST && c <= LAST) {
                folded.setCharAt(i, simplified[c - FIRST]);
            }
        }
        return folded.toString();
    }

    /** Whether only simplified text has this character. */
    boolean isSimplifiedOnly(int c) {
        return c >= FIRST && c <= LAST && traditional[c - FIRST] != c && simplified[c - FIRST] == c;
    }

    /** Whether only traditional text has this character. */
    boolean isTraditionalOnly(int c) {
        return c >= FIRST && c <= LAST && simplified[c - FIRST] != c && traditional[c - FIRST] == c;
    }
}
