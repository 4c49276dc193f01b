package ai.relayme.policybot.language;

import com.ibm.icu.lang.UScript;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells which of the three languages a text is written in, by its script. Immutable. */
public final class LanguageDetector {
    /**
     * A Han character carries about as much as a short English word, and code-mixed Chinese is full of Latin product
     * names; so text with at least a fifth of its letters in Han is Chinese.
     */
    private static final double LEAST_HAN_SHARE = 0.2;

    /** Characters of written Cantonese: those that have one form only are written by readers of traditional characters. */
    private static final String CANTONESE = "唔咗嘅哋啲喺嗰嚟冇冚咁㗎佢睇攞畀俾嘢啱搵瞓揸乜咩噉啩喎囉";

    /** The tables have it as simplified, and yet Cantonese says by it, in traditional text, that something is done wholly. */
    private static final int WHOLLY = '晒';

    /** Whoever asks with one of these writes Chinese, however many English nouns stand in it. */
    private static final Pattern ASKING = Pattern.compile("[吗嗎呢吧嘛怎]|什[么麼]|甚麼|如何|是否|能否");

    /** Words of those who read traditional characters, in characters that both scripts have. */
    private static final Pattern REGIONAL = Pattern
            .compile("早晨|早安|午安|安安|掰掰|感恩|好彩|[白楚到道完好走光]晒|收皮|食屎|仆街|程式|信箱|使用者");

    private final ScriptFolder scripts;

    public LanguageDetector(ScriptFolder scripts) {
        this.scripts = scripts;
    }

    /**
     * The language the text is written in; empty where it has no letters, or where it is Chinese of which no character
     * tells the script.
     */
    public Optional<Language> detect(String text) {
        Counts counts = count(text);
        if (!counts.isChinese()) {
            return counts.letters() == 0 ? Optional.empty() : Optional.of(Language.EN);
        }
        if (counts.simplified() == counts.traditional()) {
            return counts.cantonese() || REGIONAL.matcher(text).find()
                    ? Optional.of(Language.ZH_HANT)
                    : Optional.empty();
        }
        return Optional.of(counts.simplified() > counts.traditional() ? Language.ZH_HANS : Language.ZH_HANT);
    }

    /**
     * The language of a text that stands alone.
     *
     * @param hint what the reader is known to read; it decides where the text does not tell. Chinese that is written
     *             alike in both scripts counts as simplified where the hint is not Chinese: more people write that
     */
    public Language detectOr(String text, Language hint) {
        return detect(text).orElseGet(() -> count(text).isChinese() && !hint.isChinese() ? Language.ZH_HANS : hint);
    }

    private Counts count(String text) {
        int letters = 0;
        int han = 0;
        int simplified = 0;
        int traditional = 0;
        boolean cantonese = false;
        for (int c : text.codePoints().toArray()) {
            if (!Character.isLetter(c)) {
                continue;
            }
            letters++;
            if (UScript.getScript(c) == UScript.HAN) {
                han++;
                simplified += scripts.isSimplifiedOnly(c) && c != WHOLLY ? 1 : 0;
                boolean spoken = CANTONESE.indexOf(c) >= 0;
                traditional += spoken || scripts.isTraditionalOnly(c) ? 1 : 0;
                cantonese |= spoken;
            }
        }
        return new Counts(letters, han, simplified, traditional, cantonese, ASKING.matcher(text).find());
    }

    private record Counts(int letters, int han, int simplified, int traditional, boolean cantonese,
            boolean asks) {
        boolean isChinese() {
            return han > 0 && (cantonese || asks || han >= LEAST_HAN_SHARE * letters);
        }
    }
}
