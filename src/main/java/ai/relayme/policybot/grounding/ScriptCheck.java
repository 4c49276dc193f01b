package ai.relayme.policybot.grounding;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import com.ibm.icu.lang.UScript;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A sentence is in the visitor's language and script. Names, terms and quotations of a cited passage may be in another, as
 * long as the sentence around them is the visitor's.
 */
final class ScriptCheck implements Check {
    private static final Pattern LATIN_WORD = Pattern.compile("[\\p{IsLatin}][\\p{IsLatin}\\d'’.-]*");
    private static final Pattern OTHER_RUN = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]+");
    /** Chinese that names many products in Latin letters is Chinese still. */
    private static final int MOST_LETTERS_A_HAN = 10;

    private final LanguageDetector detector;

    ScriptCheck(LanguageDetector detector) {
        this.detector = detector;
    }

    @Override
    public Gate gate() {
        return Gate.SCRIPT;
    }

    @Override
    public Optional<String> fault(CitedSentence sentence) {
        String text = sentence.text();
        Language language = sentence.language();
        if (fits(text, language)) {
            return Optional.empty();
        }
        String own = withoutTermsOfPassages(sentence);
        boolean mostlyOwn = language.isChinese()
                ? letters(own, ScriptCheck::isHan) * MOST_LETTERS_A_HAN >= letters(text, c -> true)
                : letters(own, c -> !isHan(c)) > letters(text, ScriptCheck::isHan);
        return mostlyOwn && fits(own, language) ? Optional.empty() : Optional.of("it is not in " + language);
    }

    private boolean fits(String text, Language language) {
        if (letters(text, c -> true) == 0) {
            return true;
        }
        if (letters(text, c -> isForeign(c, language)) > 0) {
            return false;
        }
        Optional<Language> detected = detector.detect(text);
        // Chinese whose every character is common to both scripts is in either
        return detected.map(language::equals).orElse(language.isChinese());
    }

    private static String withoutTermsOfPassages(CitedSentence sentence) {
        String rest = sentence.text();
        for (String quote : Quotes.in(rest)) {
            if (sentence.isVerbatim(quote)) {
                rest = rest.replace(quote, " ");
            }
        }
        Pattern terms = sentence.language().isChinese() ? LATIN_WORD : OTHER_RUN;
        return terms.matcher(rest).replaceAll(term -> sentence.isVerbatim(term.group()) ? " " : "$0");
    }

    private static boolean isForeign(int letter, Language language) {
        int script = UScript.getScript(letter);
        boolean shared = script == UScript.LATIN || script == UScript.COMMON || script == UScript.INHERITED;
        return !shared && !(language.isChinese() && script == UScript.HAN);
    }

    private static boolean isHan(int letter) {
        return UScript.getScript(letter) == UScript.HAN;
    }

    private static long letters(String text, Predicate<Integer> kind) {
        return text.codePoints().filter(c -> Character.isLetter(c) && kind.test(c)).count();
    }
}
