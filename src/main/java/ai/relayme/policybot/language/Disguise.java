package ai.relayme.policybot.language;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Undoes how text is disguised: letters of other alphabets that look like Latin ones, digits in place of letters, letters
 * spaced out, Base64. For reading what is meant, never for display. Immutable.
 */
public final class Disguise {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    /** Greek, Cyrillic and Armenian. */
    private static final char FIRST_ALIKE = '\u0370';
    private static final char LAST_ALIKE = '\u058F';

    private static final Pattern SPACED = Pattern.compile("(?<!\\p{L})(?:\\p{L} ){5,}\\p{L}(?!\\p{L})");
    private static final Pattern BASE64 = Pattern.compile("(?<![\\w+/])[A-Za-z0-9+/]{16,}={0,2}(?![\\w+/=])");
    private static final Pattern READABLE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{Zs}\\p{Sc}\\s]*");
    /** A digit within a word that is neither a hexadecimal number nor part of an address. */
    private static final Pattern DIGIT_WITHIN = Pattern
            .compile("(?<![\\w@.-])(?![0-9A-Fa-f]+\\b)[A-Za-z0-9]*[A-Za-z][013457]+[A-Za-z][A-Za-z0-9]*(?![\\w@.-])");
    private static final Pattern WITH_DIGITS = Pattern
            .compile("(?<![\\w@.-])(?=\\d*[A-Za-z])[A-Za-z0-9]{2,}(?![\\w@.-])");
    private static final String DIGITS = "013457";
    private static final String LETTERS = "oieast";
    /** One word with a digit in it is a name. */
    private static final int FEWEST_WORDS = 3;

    private Disguise() {}

    /** Made when the first look-alike comes: most programs never see one. */
    private static final class LookAlikes {
        private static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
    }

    /** The text as it is meant to be read; the same text if it is not disguised. */
    public static String undo(String text) {
        return decoded(lettersForDigits(closed(latin(text))));
    }

    private static String latin(String text) {
        boolean mixed = text.chars().anyMatch(c -> c >= FIRST_ALIKE && c <= LAST_ALIKE)
                && WORD.matcher(text).results().anyMatch(word -> isMixed(word.group()));
        return mixed ? text.codePoints().mapToObj(Disguise::latin).reduce("", String::concat) : text;
    }

    /** Whether Latin letters stand beside those of an alphabet that looks like it, which no language does in a word. */
    private static boolean isMixed(String word) {
        return word.codePoints().anyMatch(c -> UScript.getScript(c) == UScript.LATIN)
                && word.codePoints().anyMatch(Disguise::isAlike);
    }

    private static boolean isAlike(int c) {
        int script = UScript.getScript(c);
        return script == UScript.CYRILLIC || script == UScript.GREEK || script == UScript.ARMENIAN;
    }

    private static String latin(int c) {
        return isAlike(c)
                ? LookAlikes.CHECKER.getSkeleton(Character.toString(Character.toLowerCase(c)))
                : Character.toString(c);
    }

    private static String closed(String text) {
        Matcher spaced = SPACED.matcher(text);
        return !spaced.find() ? text : spaced.replaceAll(letters -> letters.group().replace(" ", ""));
    }

    private static String lettersForDigits(String text) {
        if (text.chars().noneMatch(Character::isDigit) || DIGIT_WITHIN.matcher(text).results().count() < FEWEST_WORDS) {
            return text;
        }
        return WITH_DIGITS.matcher(text).replaceAll(word -> {
            StringBuilder letters = new StringBuilder(word.group());
            for (int i = 0; i < letters.length(); i++) {
                int digit = DIGITS.indexOf(letters.charAt(i));
                if (digit >= 0) {
                    letters.setCharAt(i, LETTERS.charAt(digit));
                }
            }
            return letters.toString();
        });
    }

    private static String decoded(String text) {
        Matcher run = BASE64.matcher(text);
        if (!run.find()) {
            return text;
        }
        run.reset();
        StringBuilder decoded = new StringBuilder();
        while (run.find()) {
            run.appendReplacement(decoded, Matcher.quoteReplacement(decode(run.group()).orElse(run.group())));
        }
        return run.appendTail(decoded).toString();
    }

    /** What a run of Base64 stands for, if that is text. */
    private static Optional<String> decode(String run) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(run))).toString();
            return Optional.of(text).filter(READABLE.asMatchPredicate());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
