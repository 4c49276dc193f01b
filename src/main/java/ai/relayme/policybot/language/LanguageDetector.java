package ai.relayme.policybot.language;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Transliterator;
import java.util.BitSet;
import java.util.Optional;

/** Tells which of the three languages a text is written in, by its script. Safe for concurrent use. */
public final class LanguageDetector {
    /** The block of CJK unified ideographs, where both scripts' everyday characters lie. */
    private static final int FIRST_IDEOGRAPH = 0x4E00;
    private static final int LAST_IDEOGRAPH = 0x9FFF;

    /**
     * A Han character carries about as much as a short English word, and code-mixed Chinese is full of Latin product
     * names; so text with at least a fifth of its letters in Han is Chinese.
     */
    private static final double LEAST_HAN_SHARE = 0.2;

    private final BitSet simplifiedOnly = new BitSet();
    private final BitSet traditionalOnly = new BitSet();

    public LanguageDetector() {
        StringBuilder all = new StringBuilder();
        for (int c = FIRST_IDEOGRAPH; c <= LAST_IDEOGRAPH; c++) {
            all.appendCodePoint(c).append('\n');
        }
        mark(simplifiedOnly, all.toString(), Transliterator.getInstance("Simplified-Traditional"));
        mark(traditionalOnly, all.toString(), Transliterator.getInstance("Traditional-Simplified"));
        // a character that either direction would change is written in both scripts, so it tells nothing
        BitSet both = (BitSet) simplifiedOnly.clone();
        both.and(traditionalOnly);
        simplifiedOnly.andNot(both);
        traditionalOnly.andNot(both);
    }

    private static void mark(BitSet changed, String characters, Transliterator transliterator) {
        String[] before = characters.split("\n", -1);
        String[] after = transliterator.transliterate(characters).split("\n", -1);
        for (int i = 0; i < before.length; i++) {
            if (!before[i].isEmpty() && !before[i].equals(after[i])) {
                changed.set(before[i].codePointAt(0));
            }
        }
    }

    /**
     * The language the text is written in; empty where it has no letters, or where it is Chinese of which every
     * character is common to both scripts.
     */
    public Optional<Language> detect(String text) {
        Counts counts = count(text);
        if (!counts.isChinese()) {
            return counts.letters() == 0 ? Optional.empty() : Optional.of(Language.EN);
        }
        if (counts.simplified() == counts.traditional()) {
            return Optional.empty();
        }
        return Optional.of(counts.simplified() > counts.traditional() ? Language.ZH_HANS : Language.ZH_HANT);
    }

    /** Whether the text is Chinese, whichever its script. */
    public boolean isChinese(String text) {
        return count(text).isChinese();
    }

    private Counts count(String text) {
        int letters = 0;
        int han = 0;
        int simplified = 0;
        int traditional = 0;
        for (int c : text.codePoints().toArray()) {
            if (!Character.isLetter(c)) {
                continue;
            }
            letters++;
            if (UScript.getScript(c) == UScript.HAN) {
                han++;
                simplified += simplifiedOnly.get(c) ? 1 : 0;
                traditional += traditionalOnly.get(c) ? 1 : 0;
            }
        }
        return new Counts(letters, han, simplified, traditional);
    }

    private record Counts(int letters, int han, int simplified, int traditional) {
        boolean isChinese() {
            return han > 0 && han >= LEAST_HAN_SHARE * letters;
        }
    }
}
