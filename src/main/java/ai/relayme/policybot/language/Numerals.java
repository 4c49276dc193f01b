package ai.relayme.policybot.language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads numbers written in digits, in English words or in Chinese numerals, of text whose width and script are folded. The
 * patterns are parts for greater ones, and have no groups of their own.
 */
public final class Numerals {
    private static final List<String> ENGLISH_UNITS = List.of("zero", "one", "two", "three", "four", "five", "six",
            "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
            "seventeen", "eighteen", "nineteen");
    private static final List<String> ENGLISH_TENS = List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty",
            "seventy", "eighty", "ninety");
    private static final Map<String, Long> ENGLISH_SCALES = Map.of("thousand", 1_000L, "million", 1_000_000L, "billion",
            1_000_000_000L);
    private static final String CHINESE_DIGITS = "零一二三四五六七八九";
    private static final Map<Character, Long> CHINESE_UNITS = Map.of('十', 10L, '百', 100L, '千', 1_000L);
    private static final Map<Character, Long> CHINESE_SCALES = Map.of('万', 10_000L, '亿', 100_000_000L);

    private static final String WORD = "(?:" + String.join("|", ENGLISH_UNITS.reversed()) + "|"
            + String.join("|", ENGLISH_TENS.subList(2, ENGLISH_TENS.size())) + "|hundred|thousand|million|billion)";

    /** A number in digits. */
    public static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?";
    /** A number in digits, with the word after it that multiplies it. */
    public static final String SCALED = DIGITS + "(?:\\s*(?:万|亿|thousand\\b|million\\b|billion\\b))?";
    /** A number in English words. */
    public static final String ENGLISH = "\\b" + WORD + "(?:(?:[ -]and)?[ -]" + WORD + ")*\\b";
    /** A number in Chinese numerals. */
    public static final String CHINESE = "[〇零一二两三四五六七八九十百千万亿]+";
    /** A number in any of the three. */
    public static final String ANY = "(?:" + SCALED + "|" + ENGLISH + "|" + CHINESE + ")";

    private Numerals() {}

    /** The number that the whole text is, in plain digits without needless zeros; empty where it is none. */
    public static Optional<String> plain(String text) {
        return value(text.strip())
                .map(value -> value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    /** The value of the number that the whole text is. */
    public static Optional<BigDecimal> value(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (Character.isDigit(lower.charAt(0))) {
            return Optional.of(digits(lower));
        }
        return lower.charAt(0) < 0x80 ? english(lower) : chinese(lower);
    }

    private static BigDecimal digits(String text) {
        int end = 0;
        while (end < text.length() && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        BigDecimal value = new BigDecimal(text.substring(0, end).replace(",", ""));
        String scale = text.substring(end).strip();
        long factor = scale.isEmpty()
                ? 1
                : ENGLISH_SCALES.getOrDefault(scale, CHINESE_SCALES.getOrDefault(scale.charAt(0), 1L));
        return value.multiply(BigDecimal.valueOf(factor));
    }

    private static Optional<BigDecimal> english(String text) {
        long total = 0;
        long part = 0;
        for (String word : text.split("[ -]+", -1)) {
            if (word.equals("and") || word.equals("a")) {
                continue;
            }
            if (ENGLISH_UNITS.contains(word)) {
                part += ENGLISH_UNITS.indexOf(word);
            } else if (ENGLISH_TENS.contains(word)) {
                part += 10L * ENGLISH_TENS.indexOf(word);
            } else if (word.equals("hundred")) {
                part = Math.max(1, part) * 100;
            } else if (ENGLISH_SCALES.containsKey(word)) {
                total += Math.max(1, part) * ENGLISH_SCALES.getOrDefault(word, 1L);
                part = 0;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(BigDecimal.valueOf(total + part));
    }

    private static Optional<BigDecimal> chinese(String text) {
        String numerals = text.replace('两', '二').replace('〇', '零');
        if (numerals.chars().allMatch(c -> CHINESE_DIGITS.indexOf(c) >= 0)) {
            StringBuilder digits = new StringBuilder();
            numerals.chars().forEach(c -> digits.append(CHINESE_DIGITS.indexOf(c)));
            return Optional.of(new BigDecimal(digits.toString()));
        }
        long total = 0;
        long section = 0;
        long digit = 0;
        for (int i = 0; i < numerals.length(); i++) {
            char c = numerals.charAt(i);
            Long unit = CHINESE_UNITS.get(c);
            Long scale = CHINESE_SCALES.get(c);
            if (unit != null) {
                section += Math.max(1, digit) * unit;
                digit = 0;
            } else if (scale != null) {
                // of 十万亿 the whole, of 一亿二千万 only what comes after 亿
                long part = total % scale + section + digit;
                total += Math.max(1, part) * scale - total % scale;
                section = 0;
                digit = 0;
            } else if (CHINESE_DIGITS.indexOf(c) >= 0) {
                digit = CHINESE_DIGITS.indexOf(c);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(BigDecimal.valueOf(total + section + digit));
    }
}
