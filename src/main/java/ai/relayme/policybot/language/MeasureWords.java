package ai.relayme.policybot.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside numbers: months, days of the week, times of day, units of time and currencies, each in one form
 * whatever language it was written in. Words are folded to simplified characters and may be in any case.
 */
public final class MeasureWords {
    /** A month by its first three letters, as a group. */
    public static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
            "oct", "nov", "dec");
    /** The days of the week by their first three letters. */
    public static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String HAN_WEEKDAYS = "一二三四五六日";
    private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("second", "second"),
            Map.entry("秒", "second"), Map.entry("minute", "minute"), Map.entry("min", "minute"),
            Map.entry("分", "minute"), Map.entry("分钟", "minute"), Map.entry("hour", "hour"), Map.entry("hr", "hour"),
            Map.entry("小时", "hour"), Map.entry("钟头", "hour"), Map.entry("day", "day"),
            Map.entry("calendar day", "day"), Map.entry("天", "day"), Map.entry("日", "day"),
            Map.entry("business day", "business day"), Map.entry("working day", "business day"),
            Map.entry("工作日", "business day"), Map.entry("week", "week"), Map.entry("周", "week"),
            Map.entry("星期", "week"), Map.entry("礼拜", "week"), Map.entry("month", "month"),
            Map.entry("calendar month", "month"), Map.entry("月", "month"), Map.entry("个月", "month"),
            Map.entry("year", "year"), Map.entry("年", "year"));
    private static final Map<String, String> CURRENCIES = Map.ofEntries(Map.entry("hk$", "HKD"),
            Map.entry("hkd", "HKD"), Map.entry("港元", "HKD"), Map.entry("港币", "HKD"),
            Map.entry("hong kong dollar", "HKD"), Map.entry("us$", "USD"), Map.entry("usd", "USD"),
            Map.entry("us dollar", "USD"), Map.entry("美元", "USD"), Map.entry("美金", "USD"), Map.entry("nt$", "TWD"),
            Map.entry("ntd", "TWD"), Map.entry("twd", "TWD"), Map.entry("新台币", "TWD"), Map.entry("台币", "TWD"),
            Map.entry("€", "EUR"), Map.entry("eur", "EUR"), Map.entry("euro", "EUR"), Map.entry("欧元", "EUR"),
            Map.entry("£", "GBP"), Map.entry("gbp", "GBP"), Map.entry("pound", "GBP"), Map.entry("英镑", "GBP"),
            Map.entry("¥", "CNY"), Map.entry("rmb", "CNY"), Map.entry("cny", "CNY"), Map.entry("yuan", "CNY"),
            Map.entry("人民币", "CNY"), Map.entry("元人民币", "CNY"), Map.entry("$", "$"), Map.entry("dollar", "$"));

    private MeasureWords() {}

    /** The number of a month from its first three letters. */
    public static int month(String word) {
        return MONTHS.indexOf(word.toLowerCase(Locale.ROOT)) + 1;
    }

    /** The number of a day of the week, 1 for Monday, from its first three letters or its numeral (一 in 周一). */
    public static int weekday(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return (WEEKDAYS.contains(lower) ? WEEKDAYS.indexOf(lower) : HAN_WEEKDAYS.indexOf(lower.replace('天', '日'))) + 1;
    }

    /**
     * The hour on the clock of 24.
     *
     * @param half    {@code am} or {@code pm}, however it goes on after its first letter, where that is said
     * @param dayPart such as 下午, where that is said
     */
    public static int hour(int hour, @Nullable String half, @Nullable String dayPart) {
        boolean later = (half != null && half.toLowerCase(Locale.ROOT).startsWith("p"))
                || "下午".equals(dayPart) || "晚上".equals(dayPart);
        if (later) {
            return hour < 12 ? hour + 12 : hour;
        }
        return half != null && hour == 12 ? 0 : hour;
    }

    /** A unit of time in English and the singular; the word itself where it is none. */
    public static String unit(String word) {
        String singular = singular(word);
        return UNITS.getOrDefault(singular, singular);
    }

    /** The code of a currency, or {@code $} for a dollar of no named country; nothing where it may be several, as 元. */
    public static Optional<String> currency(String sign) {
        return Optional.ofNullable(CURRENCIES.get(singular(sign)));
    }

    private static String singular(String word) {
        return word.toLowerCase(Locale.ROOT).replaceFirst("(?<=[a-z])s$", "");
    }
}
