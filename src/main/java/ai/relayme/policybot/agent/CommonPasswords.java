package ai.relayme.policybot.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the passwords that anybody would guess first: a well-known word, the account's own name or a run of keys, once, twice
 * or with another, whatever its case, with digits and signs at its ends, or with those in place of letters that look alike.
 */
public final class CommonPasswords {
    private static final String RESOURCE = "common-passwords.txt";
    /** What lies side by side on a keyboard or follows one another; each is read backwards, too. */
    private static final List<String> RUNS = Stream.of("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm",
            "yxcvbnm", "01234567890", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol",
            "1q2w3e4r5t6y7u8i9o0p", "1a2b3c4d5e6f", "00112233445566778899", "~!@#$%^&*()_+")
            .flatMap(run -> Stream.of(run, backwards(run))).toList();
    /** Two keys side by side are in many a word. */
    private static final int SHORTEST_RUN = 3;
    /** So few characters stay few, however often they are said. */
    private static final int SHORT = 4;
    private static final int PARTS = 2;
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern ENDS = Pattern.compile("^\\P{L}+|\\P{L}+$");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Set<String> WORDS = words();

    private CommonPasswords() {}

    /**
     * Whether a password is one of those.
     *
     * @param name the account's name
     */
    public static boolean isCommon(String password, String name) {
        String folded = SPACES.matcher(fold(password)).replaceAll("");
        String kept = letters(folded);
        if (once(folded).length() <= SHORT || isMadeOf(folded, "", PARTS) || isMadeOf(kept, "", PARTS)
                || (DIGITS.matcher(kept).matches() && isMadeOf(kept, "", 2 * PARTS))) {
            return true;
        }
        String core = ENDS.matcher(folded).replaceAll("");
        String own = letters(fold(name));
        return Stream.of(core, likeLetters(core)).map(CommonPasswords::letters)
                .anyMatch(text -> isMadeOf(text, own, PARTS) || isMadeOf(once(text), own, PARTS)
                        || (once(text).length() <= SHORT && once(text).length() < text.length()));
    }

    private static String letters(String text) {
        return SIGNS.matcher(text).replaceAll("");
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String likeLetters(String text) {
        return text.replace('@', 'a').replace('4', 'a').replace('3', 'e').replace('1', 'i').replace('!', 'i')
                .replace('0', 'o').replace('$', 's').replace('5', 's').replace('7', 't');
    }

    /** What a text says again and again, or the text. */
    private static String once(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String unit = text.substring(0, length);
            if (unit.repeat(text.length() / length + 1).startsWith(text)) {
                return unit;
            }
        }
        return text;
    }

    /** Whether it is at most so many known parts, one after another. */
    private static boolean isMadeOf(String text, String own, int parts) {
        for (int end = text.length(); end >= SHORTEST_RUN; end--) {
            if (isKnown(text.substring(0, end), own)
                    && (end == text.length() || (parts > 1 && isMadeOf(text.substring(end), own, parts - 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(String part, String own) {
        return part.equals(own) || WORDS.contains(part) || RUNS.stream().anyMatch(run -> run.contains(part))
                || part.chars().distinct().count() == 1;
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static Set<String> words() {
        try (InputStream words = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            if (words == null) {
                throw new IllegalStateException("missing " + RESOURCE);
            }
            return new String(words.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
