package ai.relayme.policybot.divergence;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.SentenceSplitter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells text that was left in another language or script than its document's. Immutable. */
final class ScriptCheck {
    /** Names come in runs of up to four words; five make a phrase that somebody forgot. */
    private static final Pattern ENGLISH_PHRASE = Pattern.compile("(?:[A-Za-z][A-Za-z'\u2019-]*,?\\s+){4,}[A-Za-z]+");
    /** The names of languages and companies have up to six characters. */
    private static final Pattern CHINESE_PHRASE = Pattern.compile("[\\p{IsHan}\u3001\uFF0C]{8,}");
    private static final Pattern ADDRESS = Pattern
            .compile("[\\w.+-]+@[\\w.-]+|(?:https?://)?(?:[\\w-]+\\.)+[a-z]{2,}\\S*");

    private final LanguageDetector languages;
    private final SentenceSplitter sentences;

    ScriptCheck(LanguageDetector languages, SentenceSplitter sentences) {
        this.languages = languages;
        this.sentences = sentences;
    }

    /** Whether the text, or a sentence or longer phrase of it, is not in the language. */
    boolean isUntranslated(String text, Language language) {
        String words = ADDRESS.matcher(text).replaceAll(" ");
        if (language == Language.EN) {
            return CHINESE_PHRASE.matcher(words).find();
        }
        boolean hasLetters = words.codePoints().anyMatch(Character::isLetter);
        return ENGLISH_PHRASE.matcher(words).find()
                || (hasLetters && languages.detect(words).equals(Optional.of(Language.EN)))
                || sentences.split(words, language).stream().map(span -> languages.detect(span.in(words)))
                        .anyMatch(found -> found.isPresent() && found.get().isChinese() && found.get() != language);
    }
}
