package ai.relayme.policybot.corpus.importing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day on which a page says that it was last updated, in any of the three languages. */
final class PageDate {
    private static final String DATE = "(?:(?<year>\\d{4})\\s*[-./年]\\s*(?<month>\\d{1,2})\\s*[-./月]\\s*(?<day>\\d{1,2})"
            + "|(?<name>[A-Za-z]{3,9})\\.?\\s+(?<nameDay>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<nameYear>\\d{4})"
            + "|(?<dayFirst>\\d{1,2})(?:st|nd|rd|th)?\\s+(?<dayName>[A-Za-z]{3,9})\\.?,?\\s+(?<dayYear>\\d{4}))";
    /** What tells of the text itself goes before what tells from when on it counts. */
    private static final List<Pattern> SAID = List.of(
            said("(?:last\\s+)?(?:updated|modified|revised|revision|amended)|(?:最[后後近])?(?:更新|修[订訂改正])(?:日期|時間|时间)?"),
            said("effective(?:\\s+date)?|version(?:\\s+date)?|生效(?:日期)?|版本(?:日期)?"));

    private PageDate() {}

    private static Pattern said(String words) {
        return Pattern.compile("(?i)(?:" + words + ")(?:\\s*(?:on|as of|from|date|[于於為为是]))?\\s*[:：]?\\s*" + DATE);
    }

    /** The day in that text. */
    static Optional<LocalDate> in(String text) {
        for (Pattern pattern : SAID) {
            Matcher said = pattern.matcher(text);
            while (said.find()) {
                Optional<LocalDate> date = date(said);
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> date(Matcher said) {
        try {
            if (said.group("year") != null) {
                return Optional.of(LocalDate.of(number(said, "year"), number(said, "month"), number(said, "day")));
            }
            boolean nameFirst = said.group("name") != null;
            Optional<Month> month = month(said.group(nameFirst ? "name" : "dayName"));
            return month.map(named -> LocalDate.of(number(said, nameFirst ? "nameYear" : "dayYear"), named,
                    number(said, nameFirst ? "nameDay" : "dayFirst")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher said, String group) {
        return Integer.parseInt(said.group(group));
    }

    private static Optional<Month> month(String name) {
        String word = name.toUpperCase(Locale.ROOT);
        for (Month month : Month.values()) {
            if (month.name().equals(word) || (word.length() <= 4 && month.name().startsWith(word))) {
                return Optional.of(month);
            }
        }
        return Optional.empty();
    }
}
