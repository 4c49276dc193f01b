package ai.relayme.policybot.corpus.importing;

import ai.relayme.policybot.language.Numerals;
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

    /** The number at the beginning of that heading; {@code 1.2} is a place within a section and none. */
    static Optional<SectionNumber> of(String heading) {
        Matcher arabic = ARABIC.matcher(heading);
        if (arabic.matches()) {
            return Optional.of(new SectionNumber(Integer.parseInt(arabic.group(1)), arabic.group(2).strip()));
        }
        Matcher chinese = CHINESE.matcher(heading);
        return chinese.matches()
                ? Numerals.value(chinese.group(1))
                        .map(number -> new SectionNumber(number.intValue(), chinese.group(2).strip()))
                : Optional.empty();
    }
}
