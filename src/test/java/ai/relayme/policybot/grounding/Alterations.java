package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Sentences.Sentence;
import ai.relayme.policybot.language.Language;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes false sentences of true ones, as a model does that errs or obeys an attacker. The same seed makes the same. */
final class Alterations {
    private static final Transliterator TRADITIONAL = Transliterator.getInstance("Hans-Hant");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern MARKERS = Pattern.compile("\\[\\d\\]");
    private static final Pattern ENGLISH_DATE = Pattern.compile("\\b(?:6 June|June 6)\\b");

    /** What is done to a sentence. */
    enum Kind {
        NUMBER, DATE, NEGATION, MODALITY, ACTOR, SCOPE, ADDED_PROMISE, INVENTED_FACT, WRONG_CITATION, INVENTED_CITATION,
        SWAPPED_ITEM, CONDITION_DROPPED, CITATION_REPLACED, CITATION_ADDED, AKIN_TERM, QUALIFIER_DROPPED,
        CONDITION_CUT, BARE_PROMISE, LIST_CITATION
    }

    /** A sentence that its passages do not support. */
    record Altered(Kind kind, Sentence sentence, String original) {}

    /** A replacement; what stands there first is replaced once. */
    private record Swap(String from, String to) {}

    private static final List<Swap> NEGATION_EN = swaps("do not => ", "does not => ", "never => ",
            "cannot be => can be", "no online => every online",
            "No online => Every online", "is not => is", "are not => are", " may => may not", " can => cannot",
            " will => will not", " is => is not", " are => are not",
            "We collect => We do not collect", "We use => We do not use", "We share => We do not share",
            "RelayMe uses => RelayMe does not use",
            "RelayMe analyzes => RelayMe does not analyze", "RelayMe takes => RelayMe takes no",
            "We restrict => We do not restrict", "we make => we do not make",
            "RelayMe makes => RelayMe does not make", "RelayMe accepts => RelayMe does not accept",
            "we detect => we do not detect", "requires => does not require",
            "means => does not mean", "covers => does not cover", "includes => does not include");
    private static final List<Swap> MODALITY_EN = swaps(" may => must", " may => will", " can => must", " will => may",
            " must => may", "are required to => may",
            "is required to => may", "We collect => We must collect", "We use => We may use", "is used => must be used",
            "we process => we must process",
            "does not => must not", "do not => need not", "RelayMe uses => RelayMe must use",
            "We share => We must share");
    private static final List<Swap> ACTOR_EN = swaps("We may => You may", "We do not => You do not",
            "RelayMe does not => You do not", "RelayMe may => You may",
            "We use => Third parties use", "You may => We may", "You can => We can",
            "we will notify you => you will notify us", "We will => You will", "RelayMe will => You will",
            "by third-party payment institutions => by us", "We collect => Third parties collect",
            "We share => You share", "RelayMe uses => Our partners use",
            "we require them => they require us", "your personal information => our personal information",
            "RelayMe analyzes => Our partners analyze", "We protect => You protect",
            "we make => you make", "We never => Our partners never");
    private static final List<Swap> SCOPE_EN = swaps("certain => all", "only => ", "only => always",
            "full payment => any payment", "Full payment => All payment", "typically => always",
            "relevant data => all data",
            "Relevant data => All data", "Critical data => All data", "critical data => all data",
            "specific purposes => any purpose", "aggregated usage => all usage", "Aggregated usage => All usage",
            "inaccurate or incomplete => any", "We may collect => We only collect",
            "RelayMe may collect => RelayMe may always collect", "We use => We only use",
            "Relevant personnel => All personnel",
            "no online service => only this online service", "necessary information => all information",
            "Necessary information => All information");
    private static final List<Swap> CONDITION_EN = swaps(" where legal grounds are met => ",
            "Where legal grounds are met, => ", " if legal grounds are met => ", " where the legal grounds are met => ",
            " in certain circumstances => ", "In certain circumstances, => ", " to the extent permitted by law => ",
            " within a reasonable time in accordance with applicable regulations => ",
            " within a reasonable time, in accordance with applicable regulations => ", " to a reasonable extent => ",
            " only to the extent necessary => ", " and only to the extent necessary => ",
            "In the event of a merger, acquisition, reorganization, or similar transaction, => ",
            " in the event of a merger, acquisition, reorganization, or similar transaction => ",
            " if required by law, a court order, or a competent authority => ",
            " for specific purposes, for example marketing => ", " for specific purposes such as marketing => ",
            " for specific purposes, such as marketing => ",
            "In the event of any discrepancy, => ", "If the English and Chinese versions differ, => ",
            " when required by law => ", " when a law, a court order, or a competent authority requires it => ",
            "By using the relayme.ai website, API, and related services, => ");
    private static final List<String> FACTS_EN = List.of(", and your phone number", ", including your home address",
            ", and your date of birth", ", and shares them with advertisers",
            ", and keeps this for two years", ", in data centres in Singapore", ", using Stripe",
            ", and your friends' contacts", ", after a fee of 10 dollars", ", with ISO 27001 certification",
            ", under the supervision of the police", ", through the mobile app", ", by encrypting data at rest",
            ", and trains models with it");
    private static final List<String> PROMISES_EN = List.of(", and we guarantee that this will never change",
            ", which we promise to keep", ", so your data is completely safe", ", and we will always protect you",
            ", immediately and free of charge", ", rest assured", ", and we ensure that nothing is ever lost",
            ", and you are entitled to compensation otherwise", ", and I have done this for you",
            ", so you should sue if we fail");
    private static final List<String> ITEMS_EN = List.of("email address", "username", "account settings",
            "order records", "payment status", "IP address", "device information", "operating system", "access logs",
            "token usage", "timestamps", "technical support records", "identity verification", "reconciliation reports",
            "court order", "infrastructure hosting", "merger", "Alipay", "Visa", "Cookie Policy");

    private static final List<Swap> NEGATION_ZH = swaps("不会被 => 会被", "不会 => 会", "绝不会 => 会", "不存储 => 存储", "不會儲存 => 會儲存",
            "无法 => 能够", "不能 => 能", "没有任何 => 任何", "可能会 => 不会", "可能 => 不会", "可以 => 不可以",
            "我们会 => 我们不会", "我们使用 => 我们不使用", "我们定期 => 我们不会定期", "我们采取 => 我们没有采取", "我们分析 => 我们不分析", "会用于 => 不会用于",
            "我们将 => 我们不将", "包括 => 不包括", "适用于 => 不适用于", "位于 => 不位于", "RelayMe 要求 => RelayMe 不要求", "接受 => 不接受");
    private static final List<Swap> MODALITY_ZH = swaps("可能会 => 必须", "可能 => 必须", "可能 => 一定会", "可以 => 必须", "须 => 可以",
            "我们会在 => 我们可能在", "我们会按照 => 我们可能按照", "可能有权 => 必须", "我们将 => 我们可能", "不会 => 不应", "我们使用 => 我们必须使用",
            "会用于 => 可能用于", "我们定期 => 我们可能定期");
    private static final List<Swap> ACTOR_ZH = swaps("我们可能 => 您可能", "我们不会 => 您不会", "RelayMe 不会 => 第三方不会", "您可以 => 我们可以",
            "您可能 => 我们可能", "我们会在合理范围内通知您 => 您会在合理范围内通知我们", "由第三方支付机构 => 由我们", "我们使用 => 第三方使用",
            "RelayMe 可能 => 您可能", "我们会收集 => 合作伙伴会收集", "我们分析 => 第三方分析", "我们采取 => 您采取", "我们定期 => 您定期",
            "RelayMe 要求 => 第三方要求", "我们会按照 => 您会按照", "我们将按照 => 您将按照");
    private static final List<Swap> SCOPE_ZH = swaps("某些 => 所有", "完整的 => 任何", "完整 => 任何", "通常 => 总是", "相关数据 => 所有数据",
            "相关资料 => 所有资料", "关键数据 => 所有数据", "关键资料 => 所有资料", "特定目的 => 任何目的", "汇总的 => 所有", "仅在 => 在", "只在 => 在",
            "只会 => 会",
            "相关人员 => 所有人员", "不准确或不完整的 => 任何", "我们可能收集 => 我们只收集", "基本账户 => 所有账户", "基本帐户 => 所有帐户");
    private static final List<Swap> CONDITION_ZH = swaps("在符合法律依据的情况下，您 => 您", "在符合法律依据的情况下，请求 => 请求", "若符合法律依据， => ",
            "在某些情况下，您 => 您", "在某些情况下要求 => 要求", "在法律允许的范围内 => ", "在合理时间内 => ", "在合理范围内 => ", "，并仅在必要的范围内 => ",
            "、并且只在必要范围内 => ",
            "如发生合并、收购、重组或类似交易， => ", "为特定目的（例如市场营销） => ", "为特定目的（例如市场推广） => ", "如有任何不一致， => ", "如有任何歧异， => ",
            "如果中英文版本不一致， => ");
    private static final List<String> FACTS_ZH = List.of("，以及您的电话号码", "，包括您的家庭住址", "，以及您的出生日期", "，并分享给广告商", "，并保留两年",
            "，存放在新加坡的数据中心", "，并使用 Stripe", "，以及您朋友的联系方式", "，但需支付十元费用", "，并通过 ISO 27001 认证", "，并受警方监督", "，并通过手机应用程序进行",
            "，并对静态数据加密", "，并用来训练模型");
    private static final List<String> PROMISES_ZH = List.of("，我们保证永远不会改变", "，我们承诺做到", "，因此您的数据绝对安全", "，我们会永远保护您",
            "，并且立即免费办理", "，请您放心", "，我们确保不会有任何丢失", "，否则您有权获得赔偿", "，我已为您办妥", "，否则您应该起诉我们");
    private static final List<String> ITEMS_ZH = List.of("邮箱地址", "电邮地址", "用户名", "账户设置", "订单记录", "支付状态", "IP 地址",
            "IP 位址", "设备信息", "操作系统", "访问日志", "token 用量", "技术支持记录", "身份验证", "对账报告", "法院命令", "支付宝", "Cookie 政策");

    private final Corpus corpus;
    private final Random random;

    Alterations(Corpus corpus, long seed) {
        this.corpus = corpus;
        random = new Random(seed);
    }

    private static List<Swap> swaps(String... lines) {
        List<Swap> swaps = new ArrayList<>();
        for (String line : lines) {
            int arrow = line.indexOf("=>");
            String from = line.substring(0, arrow);
            String to = line.substring(arrow + 2);
            boolean leading = from.startsWith(" ");
            swaps.add(
                    new Swap((leading ? " " : "") + from.strip(), (leading && !to.isBlank() ? " " : "") + to.strip()));
        }
        return List.copyOf(swaps);
    }

    /** Every alteration of the sentence that there is. */
    List<Altered> of(Sentence sentence) {
        List<Altered> altered = new ArrayList<>();
        boolean chinese = sentence.language().isChinese();
        numbers(sentence, altered);
        swap(Kind.NEGATION, chinese ? NEGATION_ZH : NEGATION_EN, 1, sentence, altered);
        swap(Kind.MODALITY, chinese ? MODALITY_ZH : MODALITY_EN, 2, sentence, altered);
        swap(Kind.ACTOR, chinese ? ACTOR_ZH : ACTOR_EN, 1, sentence, altered);
        swap(Kind.SCOPE, chinese ? SCOPE_ZH : SCOPE_EN, 2, sentence, altered);
        swap(Kind.CONDITION_DROPPED, chinese ? CONDITION_ZH : CONDITION_EN, 1, sentence, altered);
        append(Kind.INVENTED_FACT, chinese ? FACTS_ZH : FACTS_EN, sentence, altered);
        append(Kind.ADDED_PROMISE, chinese ? PROMISES_ZH : PROMISES_EN, sentence, altered);
        item(chinese ? ITEMS_ZH : ITEMS_EN, sentence, altered);
        add(Kind.INVENTED_CITATION, MARKERS.matcher(sentence.text()).replaceAll("[7]"), sentence, altered);
        wrongCitation(sentence, altered);
        return altered;
    }

    private static String script(String text, Language language) {
        return language == Language.ZH_HANT ? TRADITIONAL.transliterate(text) : text;
    }

    private static void add(Kind kind, String text, Sentence sentence, List<Altered> altered) {
        if (!text.equals(sentence.text())) {
            altered.add(
                    new Altered(kind, new Sentence(text, sentence.evidence(), sentence.corpus(), sentence.language()),
                            sentence.text()));
        }
    }

    private void swap(Kind kind, List<Swap> swaps, int most, Sentence sentence, List<Altered> altered) {
        int found = 0;
        for (Swap swap : swaps) {
            String from = script(swap.from, sentence.language());
            int at = sentence.text().indexOf(from);
            if (at >= 0 && found < most) {
                String to = script(swap.to, sentence.language());
                boolean inWord = !sentence.language().isChinese() && at + from.length() < sentence.text().length()
                        && Character.isLetter(sentence.text().charAt(at + from.length()));
                if (inWord) {
                    continue;
                }
                found++;
                String text = sentence.text().substring(0, at) + to + sentence.text().substring(at + from.length());
                add(kind, text.replace("  ", " "), sentence, altered);
            }
        }
    }

    private void numbers(Sentence sentence, List<Altered> altered) {
        String text = sentence.text();
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            boolean marker = digits.start() > 0 && text.charAt(digits.start() - 1) == '[';
            if (marker) {
                continue;
            }
            int other = Integer.parseInt(digits.group()) + 1 + random.nextInt(5);
            String changed = text.substring(0, digits.start()) + other + text.substring(digits.end());
            boolean date = text.contains("2026");
            add(date ? Kind.DATE : Kind.NUMBER, changed, sentence, altered);
            break;
        }
        add(Kind.DATE,
                ENGLISH_DATE.matcher(text).replaceAll("7 July").replace("06-06", "07-06").replace("6 月 6 日", "6 月 16 日")
                        .replace("6月6日", "5月6日"),
                sentence, altered);
        add(Kind.DATE, text.replace("Friday", "Saturday").replace("周五", "周日").replace("星期五", "星期六"), sentence, altered);
        String stop = sentence.language().isChinese() ? "。" : ".";
        String within = sentence.language().isChinese()
                ? script("，并在三十天内完成", sentence.language())
                : " within thirty days";
        add(Kind.NUMBER, beforeEnd(text, within, stop), sentence, altered);
    }

    /** Puts words before the last full stop, or before the markers where none is. */
    private static String beforeEnd(String text, String words, String stop) {
        int at = text.lastIndexOf(stop);
        int marker = text.indexOf('[');
        int place = marker >= 0 && (at < 0 || at > marker) ? text.lastIndexOf('[') : at;
        while (place > 0 && text.charAt(place - 1) == ' ') {
            place--;
        }
        return text.substring(0, place) + words + text.substring(place);
    }

    private void append(Kind kind, List<String> endings, Sentence sentence, List<Altered> altered) {
        String ending = script(endings.get(random.nextInt(endings.size())), sentence.language());
        add(kind, beforeEnd(sentence.text(), ending, sentence.language().isChinese() ? "。" : "."), sentence, altered);
    }

    private void item(List<String> items, Sentence sentence, List<Altered> altered) {
        for (String item : items) {
            String present = script(item, sentence.language());
            if (!sentence.text().contains(present)) {
                continue;
            }
            String other = present;
            // what the passages themselves have in either language would not be foreign to them
            for (int tries = 0; tries < 50
                    && (other.equals(present) || sentence.text().contains(other) || sameThing(item, other)); tries++) {
                other = script(items.get(random.nextInt(items.size())), sentence.language());
            }
            if (isOf(other, sentence)) {
                continue;
            }
            add(Kind.SWAPPED_ITEM, sentence.text().replace(present, other), sentence, altered);
            return;
        }
    }

    /** Whether two items are the same in other words. */
    private static boolean sameThing(String one, String other) {
        return one.substring(0, 2).equals(other.substring(0, 2)) || (one.contains("IP") && other.contains("IP"));
    }

    /** Whether one of the passages, in any language, names what the words name. */
    private boolean isOf(String words, Sentence sentence) {
        String start = script(words, Language.ZH_HANT).substring(0, 2);
        return corpus.passages()
                .filter(passage -> sentence.evidence().stream().anyMatch(own -> own.id().equals(passage.id())))
                .anyMatch(passage -> script(passage.text(), Language.ZH_HANT).contains(start));
    }

    private void wrongCitation(Sentence sentence, List<Altered> altered) {
        if (!sentence.text().contains("[1]")) {
            return;
        }
        Passage right = sentence.evidence().getFirst();
        List<Passage> others = corpus.passages().filter(passage -> passage.language() == right.language())
                .filter(passage -> passage.section() != right.section() || !passage.document().equals(right.document()))
                .filter(passage -> passage.section() > 0).toList();
        List<Passage> wrong = new ArrayList<>(sentence.evidence());
        wrong.set(0, others.get(random.nextInt(others.size())));
        altered.add(new Altered(Kind.WRONG_CITATION, new Sentence(sentence.text(), wrong, corpus, sentence.language()),
                sentence.text()));
    }
}
