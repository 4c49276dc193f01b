package ai.relayme.policybot.reading;

import ai.relayme.policybot.language.MeasureWords;
import ai.relayme.policybot.language.Numerals;
import ai.relayme.policybot.reading.Figure.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds figures in a text whose width and script are folded. */
final class Figures {
    private static final String WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
            + "|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two"
            + "|three|four|five|six|seven|eight|nine))?|(?:(?:a|one|two|three|four|five|six|seven|eight|nine) )?hundred|thousand)";
    private static final String ANY = "(" + Numerals.DIGITS + "|\\b" + WORD + "\\b|" + Numerals.CHINESE + ")";
    private static final String MONTH = MeasureWords.MONTH + "[a-z]*";
    private static final Pattern ROUND_THE_CLOCK = Pattern.compile(
            "(?i)24 ?[/x×] ?7|7 ?[x×*] ?24(?: ?小时| hours?\\b)?|\\b24 hours a day,? (?:and )?(?:7|seven) days a week|每周7天,?(?:、)?每天24小时|全天候|(?:a)?round[- ]the[- ]clock");

    /** What stands for the days from Monday to Friday; "3 working days" is a length of time. */
    private static final Pattern WORKDAYS = Pattern
            .compile(
                    "(?i)\\bweekdays\\b|(?<=\\bon |\\bduring )(?:business|working) days\\b|(?<![\\d〇零一二两三四五六七八九十百个 ])(?:工作日|平日)");

    private static final List<Rule> RULES = List.of(
            new Rule(Kind.DATE, "\\b((?:19|20)\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})\\b",
                    m -> date(m.group(1), m.group(2), m.group(3))),
            new Rule(Kind.DATE, "\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + "\\.?,? ((?:19|20)\\d{2})\\b",
                    m -> date(m.group(3), month(m.group(2)), m.group(1))),
            new Rule(Kind.DATE, "\\b" + MONTH + "\\.? (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})\\b",
                    m -> date(m.group(3), month(m.group(1)), m.group(2))),
            new Rule(Kind.DATE, "\\b" + MONTH + "\\.?,? ((?:19|20)\\d{2})\\b",
                    m -> date(m.group(2), month(m.group(1)), "")),
            new Rule(Kind.DATE,
                    "(\\d{4}|[〇零一二三四五六七八九]{4}) ?年(?: ?(\\d{1,2}|[一二三四五六七八九十]{1,2}) ?月(?:份)?(?: ?(\\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号])?)?",
                    m -> date(m.group(1), m.group(2), m.group(3))),
            new Rule(Kind.TIME, "(?:(上午|早上|下午|晚上|中午) ?)?\\b(\\d{1,2}):(\\d{2})(?: ?([ap])\\.?m\\.?\\b)?",
                    m -> time(m.group(2), m.group(3), m.group(4), m.group(1))),
            new Rule(Kind.TIME, "\\b(\\d{1,2}) ?([ap])\\.?m\\b\\.?", m -> time(m.group(1), "0", m.group(2), null)),
            new Rule(Kind.TIME,
                    "(?<![这那哪有同])(上午|早上|下午|晚上|中午|凌晨)? ?(\\d{1,2}|[一二两三四五六七八九十]{1,3}) ?(?:点|时(?![间候段区]))(?:钟|正|整)?(半)?",
                    m -> time(m.group(2), m.group(3) == null ? "0" : "30", null, m.group(1))),
            new Rule(Kind.OFFSET, "\\b(?:utc|gmt) ?([+-] ?\\d{1,2})(?::?00)?", m -> m.group(1).replace(" ", "")),
            new Rule(Kind.PERCENT, "(" + Numerals.DIGITS + "|\\b" + WORD + "\\b) ?(?:%|per ?cent\\b|percent\\b)",
                    m -> number(m.group(1))),
            new Rule(Kind.PERCENT, "百分之(" + Numerals.DIGITS + "|" + Numerals.CHINESE + ")",
                    m -> m.group(1).equals("百") ? "100" : number(m.group(1))),
            new Rule(Kind.AMOUNT,
                    "((?:us|hk|nt|rmb|s|a|c)?\\$|€|£|¥|usd|hkd|twd|ntd|cny|rmb|eur|gbp) ?(" + Numerals.DIGITS
                            + ")( ?(?:million|万|亿|k)\\b)?",
                    m -> currency(m.group(1)) + " " + number(m.group(2))
                            + (m.group(3) == null ? "" : m.group(3).strip())),
            new Rule(Kind.AMOUNT, ANY
                    + " ?(港元|港币|港幣|美元|美金|人民币|元|新台币|台币|欧元|英镑|euros?\\b|dollars?\\b|pounds?\\b|usd\\b|hkd\\b|cny\\b|rmb\\b|eur\\b|gbp\\b|twd\\b)",
                    m -> currency(m.group(2)) + " " + number(m.group(1))),
            new Rule(Kind.DURATION, ANY
                    + "(?:-| )?(business days?|working days?|calendar days?|calendar months?|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\\b",
                    m -> number(m.group(1)) + " " + MeasureWords.unit(m.group(2))),
            new Rule(Kind.DURATION,
                    "(\\d+|" + Numerals.CHINESE + ") ?(?:个)?(工作日|秒|分(?=钟)|小时|钟头|天|日(?![志本期常])|周|星期|礼拜|月|年)(?:钟)?",
                    m -> number(m.group(1)) + " " + MeasureWords.unit(m.group(2))),
            new Rule(Kind.WEEKDAY,
                    "\\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|s|sdays?|nesdays?|rsdays?|urdays?|r|rs)?\\b\\.?",
                    m -> weekday(m.group(1))),
            new Rule(Kind.WEEKDAY, "(?:周|星期|礼拜)([一二三四五六日天])",
                    m -> weekday(m.group(1))),
            new Rule(Kind.WEEKDAY, "(?<=(?:周|星期|礼拜)[一二三四五六日天](?:至|到|-|~))([一二三四五六日天])(?!周)",
                    m -> weekday(m.group(1))),
            new Rule(Kind.NUMBER, "(" + Numerals.DIGITS + ")( ?(?:million|billion|thousand|万|亿|千))?",
                    m -> number(m.group(1)) + (m.group(2) == null ? "" : " " + m.group(2).strip())),
            new Rule(Kind.NUMBER, "(?<!\\b(?:the|these) )\\b(?!one\\b)" + "(" + WORD + ")\\b", m -> number(m.group(1))),
            new Rule(Kind.NUMBER,
                    "(?<!任|之|第|统|唯|单|同|专|进|逐|划)(?!两[个种份](?:语言)?(?:版本|文本))((?=[二两三四五六七八九十百千万])" + Numerals.CHINESE
                            + ")(?=[个种项份次位名家类级条款步成倍])",
                    m -> number(m.group(1))));

    /** What makes a number a part of an adjective, which counts nothing that could be listed. */
    private static final Pattern COMPOUND = Pattern.compile("-[a-z]");
    private static final String FOLD = "-fold";

    private record Rule(Kind kind, Pattern pattern, Function<MatchResult, String> value) {
        Rule(Kind kind, String pattern, Function<MatchResult, String> value) {
            this(kind, Pattern.compile("(?i)" + pattern), value);
        }
    }

    private Figures() {}

    /** The figures of the text in their order. */
    static List<Figure> in(String text) {
        List<Figure> figures = new ArrayList<>();
        BitSet taken = new BitSet();
        Matcher clock = ROUND_THE_CLOCK.matcher(text);
        while (clock.find()) {
            taken.set(clock.start(), clock.end());
            figures.add(new Figure(Kind.DURATION, "24 hour", clock.start(), clock.end()));
            figures.add(new Figure(Kind.DURATION, "7 day", clock.start(), clock.end()));
        }
        Matcher workdays = WORKDAYS.matcher(text);
        while (workdays.find()) {
            taken.set(workdays.start(), workdays.end());
            figures.add(new Figure(Kind.WEEKDAY, "1", workdays.start(), workdays.end()));
            figures.add(new Figure(Kind.WEEKDAY, "5", workdays.start(), workdays.end()));
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern.matcher(text);
            while (matcher.find()) {
                if (!taken.get(matcher.start(), matcher.end()).isEmpty()) {
                    continue;
                }
                taken.set(matcher.start(), matcher.end());
                String value = rule.value.apply(matcher);
                boolean compound = rule.kind == Kind.NUMBER
                        && COMPOUND.matcher(text).region(matcher.end(), text.length()).lookingAt();
                figures.add(new Figure(rule.kind, compound ? value + FOLD : value, matcher.start(), matcher.end()));
            }
        }
        figures.sort(Comparator.comparingInt(Figure::start));
        return figures;
    }

    private static String date(String year, @Nullable String month,
            @Nullable String day) {
        String text = number(year);
        if (month == null || month.isEmpty()) {
            return text;
        }
        String twoDigits = String.format(Locale.ROOT, "%s-%02d", text, Integer.parseInt(number(month)));
        return day == null || day.isEmpty()
                ? twoDigits
                : String.format(Locale.ROOT, "%s-%02d", twoDigits, Integer.parseInt(number(day)));
    }

    private static String month(String name) {
        return String.valueOf(MeasureWords.month(name));
    }

    private static String weekday(String word) {
        return String.valueOf(MeasureWords.weekday(word));
    }

    private static String time(String hour, String minute, @Nullable String half,
            @Nullable String part) {
        int hours = MeasureWords.hour(Integer.parseInt(number(hour)), half, part);
        return String.valueOf(hours * 60 + Integer.parseInt(minute));
    }

    /** The code of a currency; a dollar or 元 of no named country is the same. */
    private static String currency(String sign) {
        return sign.equals("元") ? "$" : MeasureWords.currency(sign).orElse(sign.toUpperCase(Locale.ROOT));
    }

    /** A number without leading and trailing noughts, however it is written. */
    private static String number(String text) {
        return Numerals.plain(text).orElse(text);
    }
}
