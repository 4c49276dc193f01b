package ai.relayme.policybot.corpus.importing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that a heading begins with.
 *
 * @param number  from 1
 * @param heading the heading without it
 */
record SectionNumber(int number, String heading) {
    private static final Pattern ARABIC = Pattern
            .compile("(?i)(?:(?:section|article|part|clause|§)\\s*)?(\\d{1,3})(?:[.、．):：]\\s*|\\s+)(?![\\d.])(.+)");
    private static final Pattern CHINESE = Pattern.compile("第?([一二三四五六七八九十]{1,3})(?:[、．.]|[条條章节節部]\\s*)(.+)");
    private static final String DIGITS = "一二三四五六七八九";

    /** The number at the beginning of that heading; {@code 1.2} is a place within a section and none. */
    static Optional<SectionNumber> of(String heading) {
        Matcher arabic = ARABIC.matcher(heading);
        if (arabic.matches()) {
            return Optional.of(new SectionNumber(Integer.parseInt(arabic.group(1)), arabic.group(2).strip()));
        }
        Matcher chinese = CHINESE.matcher(heading);
        return chinese.matches()
                ? Optional.of(new SectionNumber(value(chinese.group(1)), chinese.group(2).strip()))
                : Optional.empty();
    }

    /** Up to ninety-nine: 三, 十, 十三, 三十, 三十三. */
    private static int value(String numeral) {
        int ten = numeral.indexOf('十');
        if (ten < 0) {
            return digit(numeral.charAt(numeral.length() - 1));
        }
        int tens = ten == 0 ? 1 : digit(numeral.charAt(0));
        return 10 * tens + (ten == numeral.length() - 1 ? 0 : digit(numeral.charAt(ten + 1)));
    }

    private static int digit(char numeral) {
        return DIGITS.indexOf(numeral) + 1;
    }
}
