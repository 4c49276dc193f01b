package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a sentence says that its document leaves open: how long, how often or how much, or a thing by its name. No passage can
 * support that; that none of the whole document speaks of it is what proves it. Whether the document leaves open that
 * something is so at all is never proven, since it may say so in words that are not known.
 */
final class Silence {
    private static final String SPECIFIC = "(?:exact|specific|particular|fixed|precise|definite)";
    private static final String AMOUNT_EN = "(?:number of [a-z]+|dates?|days|hours|time ?(?:frames?|lines?|limits?)?|frequency|intervals?"
            + "|schedule|periods?|retention period|deadline|amounts?|numbers?|figures?|duration|length of time)";
    private static final String AMOUNT_ZH = "(?:天数|日数|频率|频次|时间|时限|期限|次数|时长|时数|数量|金额|日期|周期|间隔)";
    /** Questions of quantity, with what they are about behind them or, in Chinese, inside. */
    private static final String QUANTITY = "(?<about>(?:exactly )?how (?:often|long|many|much|soon|quickly|frequently)\\b.*"
            + "|(?:an?|any|the) " + SPECIFIC + " " + AMOUNT_EN
            + "|(?:an?|any|the) (?:number of days|frequency|time ?frame|time limit|deadline)"
            + "|(?:具体|确切|明确|固定)的?\\p{IsHan}{0,6}?" + AMOUNT_ZH
            + "|\\p{IsHan}{0,6}?(?:天数|日数|频率|频次|时长|时数)"
            + "|\\p{IsHan}{0,10}?(?:多久(?:一次)?|多长时间|几天|几日|多少(?:天|次|小时))\\p{IsHan}{0,6})";
    /** What only asks how much. */
    private static final Pattern ASKING = Pattern
            .compile("(?i)\\b(?:exactly )?how (?:often|long|many|much|soon|quickly|frequently)\\b|\\b(?:"
                    + SPECIFIC + "|" + AMOUNT_EN + ")\\b|" + AMOUNT_ZH + "|频率|频次|(?:具体|确切|明确|固定)的?");
    private static final String NONE = "there (?:is|are) no " + SPECIFIC + " " + AMOUNT_EN
            + "(?: (?:given|stated|mentioned|set|specified))?(?: in the policy)?"
            + "|no " + SPECIFIC + " " + AMOUNT_EN
            + " (?:is|are) (?:given|stated|mentioned|set|specified)(?: in the policy)?"
            + "|(?:政策)?(?:没有|并没有|并无|未有)(?:固定|具体|明确)的?\\p{IsHan}{0,6}?" + AMOUNT_ZH + "(?:限制|要求)?";
    private static final String SAYS_NOT_EN = "(?:(?:but|and|though|although|while) )?(?:(?:the|this|its?|privacy|policy|page|notice|document|text"
            + "|section|passages?|they) ?){0,4}(?:does not|doesn't|do not|don't) (?:explicitly |expressly |specifically )?";
    private static final String SAYS_NOT_ZH = "(?:但|但是|不过|而|只是|并|并且)?(?:本|该|这份)?(?:隐私|私隐)?(?:政策|文件|页面|原文|条款|备注)?(?:中|里|本身)?"
            + "(?:没有|并没有|没|未|并未|并无|无)(?:有)?(?:具体|明确)?";
    private static final String GIVES_NO = "(?:(?:but|and|though|although|while) )?(?:(?:the|this|its?|privacy|policy|page|notice|document|text) ?){0,3}"
            + "(?:gives?|sets?|states?|specifies|mentions?|names?) no ";
    private static final Pattern OPEN = Pattern.compile("(?i)(?<none>" + NONE + ")[.。]?|" + GIVES_NO + "(?<lacking>"
            + SPECIFIC + " "
            + AMOUNT_EN + "(?: [a-z ]+)?)[.]?|(?:" + SAYS_NOT_EN
            + "(?:say|state|mention|specify|give|indicate|set|set out|define|name)|(?:but )?without (?:saying|stating|giving|specifying|mentioning)"
            + "|" + SAYS_NOT_ZH + "(?:说明|提到|提及|列明|写明|给出|列出|规定|指明|注明|订明|交代|说))\\s*(?:是|了)?" + QUANTITY + "[.。]?");
    /** Chinese: what is left open, before that it is. */
    private static final Pattern INVERTED = Pattern
            .compile("(?:至于|对于|关于)?(?<open>[^,。]*?(?:多久|多长时间|几天|几日|多少)[^,。]*),(?<not>"
                    + SAYS_NOT_ZH + "(?:说明|提到|提及|列明|写明|给出|列出|规定|指明|注明|订明|交代|说))");
    private static final Pattern UNNAMED = Pattern.compile("(?i)(?:" + SAYS_NOT_EN + "(?:mention|list|name) (?<a>[^.]+)"
            + "|(?<b>[^.]+?) (?:is|are) not (?:mentioned|named|listed|among the (?<of>[a-z ]+) (?:listed|named|mentioned))"
            + "|" + SAYS_NOT_ZH + "(?:提到|提及|列出|列明)(?<c>[^。]+)|其中(?:并)?没有(?:提到|提及|列出)?(?<d>[^。]+)"
            + "|(?<e>[^。]+?)(?:并)?(?:不在列|不在其列|不在其中|没有列出|未列出|没有被列出))[.。]?");
    /** That the document does not go into which ones it means, with what they are. */
    private static final Pattern VAGUE = Pattern.compile("(?i)(?:" + SAYS_NOT_EN
            + "(?:say|state|mention|specify|give|indicate|set out|define|name|list|detail|explain|describe)"
            + "|(?:but )?without (?:saying|stating|giving|specifying|mentioning|naming|listing)) "
            + "(?<which>(?:which|what|these|those|this|an?|any|the)(?: " + SPECIFIC
            + ")? [a-z ]+?)(?: (?:are|is)(?: meant)?)?"
            + "(?: (?:in (?:any |more |further )?detail|further|exactly|specifically))?[.]?"
            + "|" + SAYS_NOT_ZH + "(?:进一步|详细|具体)?(?:说明|提到|提及|列明|写明|给出|列出|规定|指明|注明|订明|交代|列举|界定|说)(?:是|了)?"
            + "(?<whichHan>(?:哪些|哪种|哪类|什么|何种|这些|该等|具体|确切|特定)的?(?:是)?\\p{IsHan}{1,8}?)(?:的名称|的名字|的身份)?(?:是什么|有哪些|包括哪些|是哪些)?[。]?");
    /** What gives an example of what is meant. */
    private static final String EXAMPLE = "such as|e\\.g\\.|for example|including|例如|比如|包括";
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** What says of a thing that it is of some kind, and not which. */
    private static final Set<String> UNSPECIFIC = Set.of("certain", "common", "reasonable", "relevant", "similar",
            "trusted",
            "applicable");
    private static final int REACH_OF_KIND = 2;
    /** "Only mentions" says no more than that the rest is left open. */
    private static final Pattern ONLY_SAYS = Pattern
            .compile("(?i)\\bonly (?=(?:says|states|mentions)\\b)|(?:只是|仅仅|只|仅)(?=(?:会)?(?:说明|表示|提到|提及|写明|列明|指出|说))");
    private static final Pattern OF_TIME = Pattern
            .compile(
                    "(?i)how (?:often|long|soon|quickly|frequently)|\\b(?:days?|dates?|time|deadline|frequency|hours)\\b|天|日|频|时|期|周|久");
    private static final Set<String> QUANTITIES = Set.of("count", "day", "hour", "week", "month", "year", "time",
            "amount", "certain", "timestamp", "statistics", "type");

    /** What a passage says that leaves a length of time or a frequency open. */
    private static final Set<String> TIMES = Set.of("time", "regular", "day", "timestamp");

    /** What is asked of whatever there is. */
    private static final Set<String> KEEPING = Set.of("store", "retain", "hold");
    private static final Comparison CLAIMS = new ClaimCheck();

    private final String told;
    private final List<Matcher> open = new ArrayList<>();
    private final List<Matcher> vague = new ArrayList<>();
    private final List<Matcher> unnamed = new ArrayList<>();

    /** @param folded part of a sentence, in simplified characters */
    Silence(String folded) {
        StringBuilder rest = new StringBuilder();
        for (Phrase phrase : Phrase.of(INVERTED.matcher(folded).replaceAll("${not}${open}"))) {
            Matcher leftOpen = OPEN.matcher(phrase.words());
            Matcher leftVague = VAGUE.matcher(phrase.words());
            Matcher leftOut = UNNAMED.matcher(phrase.words());
            if (leftOpen.matches()) {
                open.add(leftOpen);
            } else if (leftVague.matches()) {
                vague.add(leftVague);
            } else if (leftOut.matches()) {
                unnamed.add(leftOut);
            } else {
                rest.append(phrase.whole());
            }
        }
        told = ONLY_SAYS.matcher(isSilent() ? rest : folded).replaceAll("");
    }

    boolean isSilent() {
        return !open.isEmpty() || !vague.isEmpty() || !unnamed.isEmpty();
    }

    /** What the part tells besides. */
    String told() {
        return told;
    }

    /**
     * Whether the documents say nothing of what is said to be left open.
     *
     * @param cited     what the part cites
     * @param evidence  what the question is about
     * @param documents every passage of the documents that the part cites, at least one
     */
    boolean isProven(Reader reader, List<Source> cited, List<Source> evidence, List<Source> documents) {
        return open.stream().map(Silence::about)
                .allMatch(
                        about -> isOpen(reader.read(ASKING.matcher(about).replaceAll(" ")),
                                OF_TIME.matcher(about).find(), cited, evidence, documents))
                && vague.stream().allMatch(matcher -> isUnspecific(matcher, reader, cited, documents))
                && unnamed.stream().allMatch(matcher -> isUnnamed(matcher, reader, cited, documents));
    }

    /** The passages that are cited speak of some of the kind and not of which, and no passage gives an example of it. */
    private static boolean isUnspecific(Matcher matcher, Reader reader, List<Source> cited, List<Source> documents) {
        String which = Stream.of("which", "whichHan").map(matcher::group).filter(Objects::nonNull).findFirst()
                .orElseThrow();
        Reading asked = reader.read(". " + which);
        List<Word> things = asked.words().stream()
                .filter(word -> !word.contentIds().isEmpty() && !word.means("certain")).toList();
        if (things.isEmpty() || !asked.figures().isEmpty()
                || things.stream().noneMatch(word -> word.is(Kind.THING) || word.is(Kind.ROLE))) {
            return false;
        }
        Word kind = things.getLast();
        return cited.stream().allMatch(source -> isUnspecific(kind, source.text())) && documents.stream()
                .noneMatch(source -> hasExample(kind, source, reader.folded(source.passage().text())));
    }

    /** Whether what follows the thing in the passage is an example of it. */
    private static boolean hasExample(Word kind, Source source, String folded) {
        return source.text().words().stream()
                .filter(word -> word.contentIds().stream().anyMatch(kind.contentIds()::contains))
                .map(word -> word.surface().replace(" ",
                        word.isSingleHan() || HAN.matcher(word.surface()).find() ? "" : " "))
                .anyMatch(name -> Pattern.compile("(?i)" + Pattern.quote(name) + "\\P{L}{0,3}(?:" + EXAMPLE + ")")
                        .matcher(folded).find());
    }

    /** Whether a word that says of a thing only that it is of some kind stands with it or shortly before it. */
    private static boolean isUnspecific(Word kind, Reading text) {
        List<Word> words = text.words();
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).contentIds().stream().anyMatch(kind.contentIds()::contains))
                .anyMatch(i -> words.subList(Math.max(0, i - REACH_OF_KIND), i + 1).stream()
                        .filter(word -> word.phrase() == words.get(i).phrase())
                        .anyMatch(word -> UNSPECIFIC.stream().anyMatch(word::means)));
    }

    private static String about(Matcher matcher) {
        return Stream.of("none", "lacking", "about").map(matcher::group).filter(Objects::nonNull).findFirst()
                .orElseThrow();
    }

    /** A passage that is cited is about the same, and no passage about the same has a figure that could answer. */
    private static boolean isOpen(Reading asked, boolean ofTime, List<Source> cited, List<Source> evidence,
            List<Source> documents) {
        Set<String> about = new HashSet<>(asked.contentIds());
        about.removeAll(QUANTITIES);
        Set<String> topic = new HashSet<>(about);
        if (ofTime) {
            topic.addAll(TIMES);
        }
        boolean related = cited.stream().allMatch(source -> source.text().ids().stream().anyMatch(topic::contains));
        // how often something is sold is not left open where nothing is sold
        boolean supposed = CLAIMS.fault(asked, cited, cited).isEmpty() && asked.words().stream().filter(Word::isContent)
                .filter(word -> QUANTITIES.stream().noneMatch(word::means) && KEEPING.stream().noneMatch(word::means))
                .allMatch(word -> cited.stream().anyMatch(source -> source.has(word)));
        Stream<Source> same = about.isEmpty()
                ? evidence.stream()
                : documents.stream().filter(source -> source.text().ids().stream().anyMatch(about::contains));
        return related && supposed && asked.figures().isEmpty()
                && same.flatMap(source -> source.text().figures().stream())
                        .allMatch(figure -> ofTime && figure.kind() == Figure.Kind.PERCENT);
    }

    /** No passage has any word of the name, each of which is known or written as a name; the list that it is not in is. */
    private boolean isUnnamed(Matcher matcher, Reader reader, List<Source> cited, List<Source> documents) {
        String name = Stream.of("a", "b", "c", "d", "e").map(matcher::group).filter(group -> group != null)
                .collect(Collectors.joining());
        List<Word> words = reader.read(". " + name).words();
        boolean foreign = words.stream()
                .noneMatch(word -> documents.stream().anyMatch(source -> word.isContent() && source.has(word)))
                && words.stream().anyMatch(Word::isContent)
                && words.stream().allMatch(word -> !word.meanings().isEmpty() || word.name());
        List<Word> of = matcher.group("of") == null ? List.of() : reader.read(matcher.group("of")).words();
        return foreign && reader.read(name).figures().isEmpty() && (!of.isEmpty() || !told.isBlank())
                && of.stream().filter(Word::isContent)
                        .allMatch(word -> cited.stream().anyMatch(source -> source.has(word)));
    }
}
