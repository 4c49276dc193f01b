package ai.relayme.policybot.redaction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Finds telephone numbers: those of the visitors' regions as they are dialled there, all others with their country code. */
final class PhoneFinder implements Finder {
    private static final List<String> REGIONS = List.of("HK", "CN", "TW");
    private static final int MOST_TRIES = 200;
    /** Dates and years in a row look like numbers that are dialled somewhere. */
    private static final Pattern DATE = Pattern
            .compile("(?:19|20)\\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\\d|3[01])"
                    + "|(?:0?[1-9]|[12]\\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\\d{2}|(?:19|20)\\d{2}\\s?-\\s?(?:19|20)\\d{2}");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    PhoneFinder() {
        // reads the plans of the regions now and not on a visitor's time
        find("98765432");
    }

    @Override
    public Identifier kind() {
        return Identifier.PHONE;
    }

    @Override
    public List<Span> find(String text) {
        if (text.codePoints().noneMatch(Character::isDigit)) {
            // most texts have none, and looking through three regions' plans costs more than all other finders
            return List.of();
        }
        List<Span> found = new ArrayList<>();
        for (String region : REGIONS) {
            for (PhoneNumberMatch match : numbers.findNumbers(text, region, Leniency.VALID, MOST_TRIES)) {
                if (!DATE.matcher(match.rawString().strip()).matches()) {
                    found.add(new Span(match.start(), match.end()));
                }
            }
        }
        return merged(found);
    }

    /** Two regions may see numbers in the same digits. */
    private static List<Span> merged(List<Span> spans) {
        spans.sort(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            if (!merged.isEmpty() && span.start() < merged.getLast().end()) {
                Span last = merged.removeLast();
                merged.add(new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
