package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Divergence.Kind;
import ai.relayme.policybot.language.MeasureWords;
import ai.relayme.policybot.language.Numerals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes addresses, dates, times, sums, lengths of time and numbers out of a text and gives each one form, whatever
 * language it was written in. The text is in Unicode's compatibility form (NFKC) and folded to simplified characters.
 */
final class QuantityReader {
    private static final String MONTH = MeasureWords.MONTH + "(?:[a-z]{0,6})\\.?";
    private static final String CURRENCY_SIGN = "hk\\$|us\\$|nt\\$|\\$|€|£|¥|hkd|usd|twd|eur|gbp|rmb|cny|人民币|港币|新台币";
    private static final String CURRENCY_WORD = "hkd|usd|twd|eur|gbp|rmb|cny|(?:hong kong |us )?dollars?|euros?|pounds?|yuan|美元|美金|港元|港币|"
            + "新台币|台币|欧元|英镑|元人民币|人民币|元";
    private static final Set<String> WORKING = Set.of("business", "working", "工作", "营业");
    private static final BigDecimal FIRST_CALENDAR_YEAR = new BigDecimal(1900);
    /** Words with numerals in them that count nothing. */
    private static final Pattern NO_NUMBER = Pattern.compile("第[一二三四五六七八九十]+[方者]|十分|万一|万分|千万(?=[别不要])|一一");
    /** A number told twice, as contracts do: thirty (30). */
    private static final Pattern TOLD_TWICE = Pattern.compile(
            "(?:" + Numerals.ENGLISH + "|" + Numerals.CHINESE + ")\\s*\\((\\d+)\\)", Pattern.CASE_INSENSITIVE);

    /** Most texts have no number, and looking for each form of one takes long. */
    private static final Pattern NUMBER_WORD = Pattern.compile(
            "\\d|半|" + Numerals.CHINESE + "|" + Numerals.ENGLISH, Pattern.CASE_INSENSITIVE);

    private final List<Form> forms = List.of(
            form(Kind.ADDRESS, "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", found -> found.group()),
            form(Kind.ADDRESS, "(?:https?://)?(?:[a-z0-9-]+\\.)+[a-z]{2,10}(?![a-z])(?:/[\\w./#?=&-]*)?",
                    found -> found.group().replaceAll("/$", "")),
            numeric(Kind.ADDRESS, "\\+\\d[\\d ()-]{6,}\\d", found -> found.group().replaceAll("[^+\\d]", "")),
            form(Kind.TIME, "24\\s*[/x×]\\s*7|7\\s*[x×]\\s*24|\\bround[- ]the[- ]clock\\b|全天候|全年无休",
                    found -> "24/7"),
            numeric(Kind.TIME, "(?:utc|gmt)\\s*([+-])\\s*0?(\\d{1,2})(?::?00)?",
                    found -> "UTC" + found.group(1) + found.group(2)),
            numeric(Kind.TIME, "(上午|下午|晚上|中午)?\\s*(\\d{1,2})(?::(\\d{2}))\\s*([ap]\\.?m\\b\\.?)?",
                    found -> clock(found.group(2), found.group(3), found.group(1), found.group(4))),
            numeric(Kind.TIME, "\\b(\\d{1,2})\\s*([ap]\\.?m)\\b\\.?",
                    found -> clock(found.group(1), null, null, found.group(2))),
            numeric(Kind.TIME, "(上午|下午|晚上|中午)?(" + Numerals.ANY + ")(?:点|时(?!间|候))(?:整|(半)|(" + Numerals.ANY + ")分)?",
                    QuantityReader::chineseClock),
            numeric(Kind.DATE, "(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)",
                    found -> date(found.group(1), found.group(2), found.group(3))),
            numeric(Kind.DATE, "(\\d{4}|[〇零一二三四五六七八九]{4})年(" + Numerals.ANY + ")月(?:(" + Numerals.ANY + ")[日号])?",
                    found -> date(found.group(1), found.group(2), found.group(3))),
            numeric(Kind.DATE, "\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b",
                    found -> date(found.group(3), month(found.group(1)), found.group(2))),
            numeric(Kind.DATE, "\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+" + MONTH + ",?\\s+(\\d{4})\\b",
                    found -> date(found.group(3), month(found.group(2)), found.group(1))),
            numeric(Kind.DATE, "\\b" + MONTH + "\\s+(\\d{4})\\b",
                    found -> date(found.group(2), month(found.group(1)), null)),
            form(Kind.DATE, "\\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
                    + "|sat(?:urday)?|sun(?:day)?)s?\\b",
                    found -> found.group(1).substring(0, 3)),
            form(Kind.DATE, "(?:周|星期|礼拜)([一二三四五六日天])",
                    found -> MeasureWords.WEEKDAYS.get(MeasureWords.weekday(found.group(1)) - 1)),
            numeric(Kind.AMOUNT, "(" + CURRENCY_SIGN + ")\\s*(" + Numerals.SCALED + ")",
                    found -> amount(found.group(1), found.group(2))),
            numeric(Kind.AMOUNT, "(" + Numerals.ANY + ")\\s*(" + CURRENCY_WORD + ")(?![a-z])",
                    found -> amount(found.group(2), found.group(1))),
            numeric(Kind.NUMBER, "(" + Numerals.ANY + ")\\s*(?:%|per ?cent\\b)|百分之(" + Numerals.ANY + ")",
                    found -> number(found.group(1) == null ? found.group(2) : found.group(1), "%")),
            numeric(Kind.DURATION, "(" + Numerals.ANY + ")[ -]?(?:(calendar|consecutive|business|working)[ -])?"
                    + "(year|month|week|day|hour|minute|second)s?\\b",
                    found -> duration(found.group(1), found.group(2), found.group(3))),
            numeric(Kind.DURATION,
                    "(半|" + Numerals.ANY + ")\\s*(?:个)?(工作|营业|自然|历)?(年|个月|(?<=个)月|周|星期|礼拜|天|日|小时|钟头|分钟|秒)",
                    found -> duration(found.group(1), found.group(2), found.group(3))),
            numeric(Kind.NUMBER, Numerals.SCALED, found -> number(found.group(), "")),
            numeric(Kind.NUMBER, Numerals.ENGLISH, found -> more(found.group())),
            numeric(Kind.NUMBER, Numerals.CHINESE + "(?=[个种项次人份类条款名家台部倍件位])|[一二两三四五六七八九]*[十百千][" + "一二三四五六七八九十百千万亿]*",
                    found -> more(found.group())));

    private record Form(Kind kind, Pattern pattern, boolean numeric, Function<MatchResult, Optional<String>> reading) {}

    /**
     * What was found in a text.
     *
     * @param values what stands in it, by kind, each in one form, sorted
     * @param rest   the text with all that blanked out
     */
    record Quantities(Map<Kind, List<String>> values, String rest) {}

    /** Everything of the kinds above that stands in the text. */
    Quantities read(String text) {
        String rest = TOLD_TWICE.matcher(text).replaceAll("$1");
        rest = NO_NUMBER.matcher(rest).replaceAll(" ");
        Map<Kind, List<String>> values = new EnumMap<>(Kind.class);
        boolean hasNumber = NUMBER_WORD.matcher(rest).find();
        for (Form form : forms) {
            if (form.numeric && !hasNumber) {
                continue;
            }
            rest = form.pattern.matcher(rest).replaceAll(match -> {
                Optional<String> value = form.reading.apply(match);
                value.ifPresent(found -> values.computeIfAbsent(form.kind, kind -> new ArrayList<>())
                        .add(found.toLowerCase(Locale.ROOT)));
                return value.isPresent() ? " \u00B7 " : Matcher.quoteReplacement(match.group());
            });
        }
        values.replaceAll((kind, found) -> found.stream().sorted().toList());
        return new Quantities(values, rest);
    }

    private static Form form(Kind kind, String pattern, Function<MatchResult, @Nullable String> reading) {
        return new Form(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), false,
                found -> Optional.ofNullable(reading.apply(found)));
    }

    /** A form that has a number in it. */
    private static Form numeric(Kind kind, String pattern, Function<MatchResult, @Nullable String> reading) {
        return new Form(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), true,
                found -> Optional.ofNullable(reading.apply(found)));
    }

    private static @Nullable String date(String year, @Nullable String month, @Nullable String day) {
        String monthNumber = month == null ? null : two(month);
        if (monthNumber == null) {
            return null;
        }
        String date = Numerals.plain(year).orElse(year) + "-" + monthNumber;
        return day == null ? date : date + "-" + two(day);
    }

    private static String month(String name) {
        return Integer.toString(MeasureWords.month(name));
    }

    private static @Nullable String two(String number) {
        return Numerals.plain(number).map(plain -> plain.length() == 1 ? "0" + plain : plain).orElse(null);
    }

    /** A time of day on the clock of 24 hours. */
    private static @Nullable String clock(String hour, @Nullable String minute, @Nullable String dayPart,
            @Nullable String half) {
        int hours = Numerals.value(hour).map(BigDecimal::intValue).orElse(24);
        if (hours > 23) {
            return null;
        }
        return two(Integer.toString(MeasureWords.hour(hours, half, dayPart))) + ":"
                + (minute == null ? "00" : two(minute));
    }

    private static @Nullable String chineseClock(MatchResult found) {
        boolean digits = Character.isDigit(found.group(2).charAt(0));
        if (found.group(1) == null && !digits) {
            // 一点, a little, is no time of day
            return null;
        }
        return clock(found.group(2), found.group(3) != null ? "30" : found.group(4), found.group(1), null);
    }

    private static @Nullable String amount(String currency, String number) {
        // 元 alone is the mainland's
        String code = MeasureWords.currency(currency).orElse("CNY");
        return Numerals.plain(number).map(plain -> plain + " " + code).orElse(null);
    }

    private static @Nullable String number(String number, String unit) {
        return Numerals.plain(number).map(plain -> plain + unit).orElse(null);
    }

    /** A number in words that is more than one: one, alone, is as often no number. */
    private static @Nullable String more(String number) {
        return Numerals.value(number).filter(value -> value.compareTo(BigDecimal.ONE) > 0)
                .flatMap(value -> Numerals.plain(number)).orElse(null);
    }

    /** A length of time in the unit that its usual translations share: a year is twelve months, a week seven days. */
    private static @Nullable String duration(String number, @Nullable String sort, String unit) {
        boolean half = number.equals("半");
        BigDecimal value = half ? new BigDecimal("0.5") : Numerals.value(number).orElse(null);
        if (value == null) {
            return null;
        }
        String working = sort != null && WORKING.contains(sort.toLowerCase(Locale.ROOT)) ? "working " : "";
        if (unit.equals("年") && value.compareTo(FIRST_CALENDAR_YEAR) >= 0) {
            // 2026年 is a year of the calendar
            return null;
        }
        String name = MeasureWords.unit(unit);
        return switch (name) {
            case "year" -> unit(value, 12, "months");
            case "week" -> unit(value, 7, "days");
            case "day" -> unit(value, 1, working + "days");
            default -> unit(value, 1, name + "s");
        };
    }

    private static String unit(BigDecimal value, int factor, String unit) {
        return value.multiply(BigDecimal.valueOf(factor)).stripTrailingZeros().toPlainString() + " " + unit;
    }
}
