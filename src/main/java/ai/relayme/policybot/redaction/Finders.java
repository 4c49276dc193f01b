package ai.relayme.policybot.redaction;

import ai.relayme.policybot.redaction.Finder.Span;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The finders of everything that has a form of its own, and the checks of what they find. */
final class Finders {
    private static final int SHORTEST_IBAN = 15;
    private static final int SHORTEST_CARD = 13;
    /** A secret is long, and its characters are spread: words and identifiers that people read stay below. */
    private static final double LEAST_ENTROPY = 3.2;
    private static final int FEWEST_DIGITS = 3;

    /** Forms that issuers of keys document: a prefix, then letters and digits. */
    private static final String KNOWN_KEY = "(?<![A-Za-z0-9])(?:(?:sk|pk|rk)[-_](?:[A-Za-z]{2,8}[-_])*[A-Za-z0-9_-]{12,}"
            + "|(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}"
            + "|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}|hf_[A-Za-z0-9]{16,}"
            + "|npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_-]{20,}|SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}"
            + "|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*)"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)";
    private static final String LONG_TOKEN = "(?<![A-Za-z0-9_+/-])[A-Za-z0-9_+/-]{20,}={0,2}(?![A-Za-z0-9_+/=-])";
    private static final String LABEL = "[A-Za-z0-9\\u00C0-\\u024F](?:[A-Za-z0-9\\u00C0-\\u024F-]{0,61}[A-Za-z0-9\\u00C0-\\u024F])?";
    private static final String DOT = "(?:\\.|\\s{0,2}[\\[({]\\s?(?i:dot)\\s?[\\])}]\\s{0,2}|\\s(?i:dot)\\s)";
    private static final String AT = "(?:\\s{0,2}@\\s{0,2}|\\s{0,2}[\\[({]\\s?(?i:at)\\s?[\\])}]\\s{0,2}|\\s(?i:at)\\s(?=\\S{1,63}\\s(?i:dot)\\s))";
    private static final String EMAIL = "(?:\"[^\"]{1,62}\"|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\\u00C0-\\u024F-]{1,64}|\\p{IsHan}{1,8})"
            + AT + "(?:(?:" + LABEL + DOT + "){1,8}(?:[A-Za-z]{2,24}|\\p{IsHan}{2,3})"
            + "|\\p{IsHan}{1,8}\\.(?:\\p{IsHan}{2,3}|[A-Za-z]{2,24})|\\[[0-9A-Fa-f.:]{2,45}\\]|(?i:localhost))";
    private static final String IPV4 = "(?<![\\d.])(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\d|\\.\\d)";
    private static final String IPV6 = "(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]{2,45}(?:%[0-9A-Za-z]{1,15})?(?![0-9A-Za-z:])";
    private static final String IBAN = "(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}";
    private static final String CARD = "(?<!\\d)\\d(?:[ .,-]{0,2}\\d){12,18}";
    private static final String HKID = "(?<![A-Za-z0-9])([A-Za-z]{1,2})[ -]?(\\d{6})[ -]?(?:[(\\[] ?([0-9Aa]) ?[)\\]]|([0-9Aa])(?![A-Za-z0-9]))";
    /** As numbers are dialled in Hong Kong, the mainland and Taiwan, assigned or not, and any with a country code. */
    private static final String PHONE = "\\+\\d(?:[ ().-]{0,2}\\d){6,14}"
            + "|(?<![\\dA-Za-z.])(?<!\\d[ )-]{1,2})(?:(?:00)?\\(?852\\)?[ -]{0,2})?[2-9]\\d{3}[ -]?\\d{4}(?![\\dA-Za-z]|[ .-]\\d)"
            + "|(?<!\\d)1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}(?!\\d)|(?<!\\d)09\\d{2}[ -]?\\d{3}[ -]?\\d{3}(?!\\d)";
    /** A day, or two years, written with eight digits. */
    private static final Pattern DAY = Pattern
            .compile("(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])|(?:19|20)\\d{2}[ -](?:19|20)\\d{2}");
    /** As on the mainland (GB 11643) and in Taiwan. */
    private static final String RESIDENT_ID = "(?<![A-Za-z0-9])(?:[1-9]\\d{5} ?(?:19|20)\\d{6} ?\\d{3}[0-9Xx]|[A-Za-z][ -]?[1289]\\d{8})(?![A-Za-z0-9])";
    private static final Pattern HKID_PARTS = Pattern.compile(HKID);

    private Finders() {}

    /** All of them, in the order of {@link Identifier}, the costly ones left out. */
    static List<Finder> all() {
        return List.of(new PatternFinder(Identifier.API_KEY, KNOWN_KEY),
                new PatternFinder(Identifier.EMAIL, EMAIL),
                new PatternFinder(Identifier.IP, IPV4, Finders::ip),
                new PatternFinder(Identifier.IP, IPV6, Finders::ip),
                new PatternFinder(Identifier.IBAN, IBAN, Finders::iban),
                new PatternFinder(Identifier.RESIDENT_ID, RESIDENT_ID, Finders::residentId),
                new PatternFinder(Identifier.CARD, CARD, Finders::card),
                new PatternFinder(Identifier.HKID, HKID, Finders::hkid),
                new PatternFinder(Identifier.PHONE, PHONE, Finders::phone),
                new PatternFinder(Identifier.API_KEY, LONG_TOKEN, Finders::secret));
    }

    private static Optional<Span> ip(String text, Span span) {
        // a full stop may end the sentence, a colon may open what follows
        int end = span.end();
        while (end > span.start() && ".:".indexOf(text.charAt(end - 1)) >= 0 && !text.startsWith("::", end - 2)) {
            end--;
        }
        boolean valid = end > span.start() && new IPAddressString(text.substring(span.start(), end)).isIPAddress();
        return valid ? Optional.of(new Span(span.start(), end)) : Optional.empty();
    }

    private static Optional<Span> iban(String text, Span span) {
        return longest(text, span, Finders::isSign, SHORTEST_IBAN, Checksums::isIban);
    }

    private static Optional<Span> card(String text, Span span) {
        return longest(text, span, Finders::isDigit, SHORTEST_CARD,
                digits -> digits.chars().distinct().count() > 1 && Checksums.isLuhn(digits));
    }

    private static Optional<Span> residentId(String text, Span span) {
        return Checksums.isResidentId(signs(text.substring(span.start(), span.end())))
                ? Optional.of(span)
                : Optional.empty();
    }

    private static String signs(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    /** The longest beginning of the span that ends where a group of characters does and that passes. */
    private static Optional<Span> longest(String text, Span span, BiPredicate<String, Integer> belongs, int least,
            Predicate<String> check) {
        for (int end = span.end(); end > span.start(); end--) {
            boolean atBoundary = belongs.test(text, end - 1) && !belongs.test(text, end);
            if (!atBoundary) {
                continue;
            }
            String signs = signs(text.substring(span.start(), end));
            if (signs.length() < least) {
                return Optional.empty();
            }
            if (check.test(signs)) {
                return Optional.of(new Span(span.start(), end));
            }
        }
        return Optional.empty();
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isSign(String text, int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.isLetterOrDigit(text.charAt(at));
    }

    private static Optional<Span> hkid(String text, Span span) {
        var parts = HKID_PARTS.matcher(text).region(span.start(), span.end()).useTransparentBounds(true);
        if (!parts.lookingAt()) {
            return Optional.empty();
        }
        String check = parts.group(3) == null ? parts.group(4) : parts.group(3);
        boolean valid = Checksums.isHkid(parts.group(1).toUpperCase(Locale.ROOT), parts.group(2), check.charAt(0));
        return valid ? Optional.of(span) : Optional.empty();
    }

    private static Optional<Span> phone(String text, Span span) {
        boolean day = DAY.matcher(text.substring(span.start(), span.end())).matches();
        return day ? Optional.empty() : Optional.of(span);
    }

    private static Optional<Span> secret(String text, Span span) {
        String token = text.substring(span.start(), span.end());
        boolean mixed = token.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS
                && token.chars().anyMatch(Character::isLetter);
        return mixed && entropy(token) >= LEAST_ENTROPY ? Optional.of(span) : Optional.empty();
    }

    /** Shannon's entropy of the characters, in bits a character. */
    private static double entropy(String token) {
        Map<Integer, Long> counts = token.chars().boxed()
                .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
        double entropy = 0;
        for (long count : counts.values()) {
            double share = (double) count / token.length();
            entropy -= share * Math.log(share) / Math.log(2);
        }
        return entropy;
    }
}
