package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Alterations.Altered;
import ai.relayme.policybot.grounding.Alterations.Kind;
import ai.relayme.policybot.grounding.Sentences.Sentence;
import ai.relayme.policybot.language.Language;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes false sentences by rules that hold for any sentence, whatever its words: one of several citations is wrong, a word is
 * one that is near the right one, a limit or a condition is gone. The same seed makes the same.
 */
final class WiderAlterations {
    private static final Transliterator TRADITIONAL = Transliterator.getInstance("Hans-Hant");
    private static final Pattern MARKER = Pattern.compile("\\[(\\d)\\]");
    private static final int TRIES = 1;
    private static final int MOST_SHARED = 1;

    /** A word and others near it, none of which follows from it or means the same in any sentence. */
    private record Akin(String word, List<String> others) {}

    private static final List<Akin> AKIN_EN = akin("payment card: Visa; Mastercard; bank",
            "card: Visa; Mastercard; loyalty card",
            "Visa: bank card; UnionPay; debit card", "American Express: bank transfer; PayPal; Discover",
            "Alipay: bank; PayPal", "payment institutions: banks; insurers; partners",
            "trusted partners: affiliates; advertisers; third parties; users",
            "partners: advertisers; users; affiliates; third parties",
            "court order: customer request; police request; subpoena from a private party",
            "competent authority: private company; customer; partner",
            "IP address: home address; location; phone number", "browser type: browsing history; browser plug-ins",
            "device information: location information; files on your device", "operating system: installed apps",
            "access logs: keystrokes; search history; error logs",
            "order records: health records; medical records; customer records",
            "payment status: credit score; marital status", "amounts: balances; income",
            "username: real name; password",
            "email address: postal address; IP address; phone number",
            "account settings: device settings; bank account",
            "token usage: token prices; electricity usage", "timestamps: time zones; locations",
            "support team: sales team; legal team; developers", "technical support: financial support; legal support",
            "merger: partnership; bankruptcy; data breach", "acquisition: investment; lawsuit; bankruptcy",
            "reorganization: relocation; bankruptcy", "fraud: competition; theft; terrorism",
            "abuse: criticism; competition",
            "HTTPS/TLS: VPN; SSH; IPsec", "confidentiality agreements: employment contracts; service agreements",
            "relevant personnel: contractors; customers; partners", "staff: partners; customers",
            "cloud services: courier services; consulting services",
            "infrastructure hosting: web design; event hosting",
            "payment processing: debt collection; order processing", "copy: summary; deletion",
            "structured: encrypted; printed",
            "marketing: research; billing; security", "Refund Policy: Return Policy; Shipping Policy",
            "Cookie Policy: Security Policy; Refund Guarantee",
            "Disclaimer: Copyright Notice; Licence", "Hong Kong: China; Asia; Taiwan",
            "English: French; American English",
            "Traditional Chinese: Cantonese; Japanese", "footer: header; sidebar; app",
            "deletion: correction; restriction; transfer",
            "correction: deletion; translation", "restriction: deletion; encryption",
            "critical data: payment data; usage data; account data",
            "relevant data: payment data; account data", "authentication: insurance; monitoring",
            "permission management: password management",
            "reconciliation reports: tax reports; annual reports",
            "API performance: website performance; network speed",
            "product experience: customer satisfaction; sales", "court orders: customer requests",
            "website: mobile app; premises",
            "in transit: at rest; in backups", "confidentiality: first aid; marketing",
            "encryption: antivirus software; insurance",
            "personal information: passwords; bank details", "monitoring: insurance; inspection by authorities",
            "anomalous: criminal; political", "legal counsel: accountants; auditors", "GDPR: HIPAA; CCPA",
            "PDPO: PCI DSS; COPPA");
    private static final List<Akin> AKIN_ZH = akin("支付卡: Visa 卡; 会员卡", "Mastercard: 银联卡; 借记卡", "微信支付: 银行转账; 云闪付",
            "支付宝: 银行; 花呗", "美国运通: 银联; PayPal", "支付机构: 银行; 合作伙伴; 保险公司", "值得信赖的合作伙伴: 广告商; 关联公司; 第三方; 用户",
            "合作伙伴: 广告商; 用户; 关联公司", "法院命令: 客户要求; 商业伙伴", "主管机关: 私人公司; 客户; 合作伙伴", "IP 地址: 家庭住址; 位置信息; 电话号码",
            "浏览器类型: 浏览历史; 浏览器插件", "设备信息: 位置信息; 设备中的文件", "操作系统: 已安装的应用", "访问日志: 搜索记录; 错误日志; 通话记录",
            "订单记录: 病历; 客户记录", "支付状态: 信用评分; 婚姻状况", "金额: 余额; 收入", "用户名: 真实姓名; 密码; 身份证号",
            "邮箱地址: 邮寄地址; IP 地址; 电话号码", "账户设置: 设备设置; 银行账户", "token 用量: token 价格; 用电量", "时间戳: 时区; 位置",
            "客服团队: 销售团队; 法务团队", "技术支持: 财务支持; 法律支持", "合并: 合作; 破产; 数据泄露", "收购: 投资; 诉讼; 破产", "重组: 搬迁; 破产",
            "欺诈: 竞争; 盗窃; 恐怖活动", "滥用: 批评; 竞争", "HTTPS/TLS: VPN; SSH", "保密协议: 劳动合同; 服务协议", "相关人员: 承包商; 客户; 合作伙伴",
            "云服务: 快递服务; 咨询服务", "基础设施托管: 网页设计; 活动策划", "支付处理: 债务追收; 订单处理", "副本: 摘要; 原件", "结构化: 加密; 纸质",
            "市场营销: 研究; 账单; 安全", "退款政策: 退货政策; 送货政策", "Cookie 政策: 安全政策", "免责声明: 版权声明; 许可证", "香港: 中国; 亚洲; 台湾",
            "英文: 法文; 日文", "繁体中文: 粤语; 日文", "页脚: 页眉; 侧栏; 应用程序", "删除: 更正; 转移; 加密", "更正: 删除; 翻译", "关键数据: 支付数据; 使用数据; 账户数据",
            "相关数据: 支付数据; 账户数据", "身份验证: 加密; 监控", "权限管理: 密码管理", "对账报告: 税务报告; 年度报告", "API 性能: 网站性能; 网络速度",
            "产品体验: 客户满意度; 销售额", "网站: 手机应用; 门店", "传输: 存储; 备份", "保密: 急救; 营销", "加密: 杀毒软件; 保险", "个人信息: 密码; 银行资料",
            "异常行为: 犯罪行为; 政治活动", "法律顾问: 会计师; 审计师", "GDPR: HIPAA; CCPA");

    /** What is dropped where every cited passage has it, and how the rest goes on. */
    private static final Pattern QUALIFIER_EN = Pattern.compile(
            "(?i)\\b(?:may (?=be )|may (?!be )|critical |typically |usually |generally |only (?=in|where|when|to)|relevant (?=personnel|staff|employees))");
    private static final Pattern QUALIFIER_ZH = Pattern
            .compile("可能会|可能會|可能|或会|或會|关键|關鍵|通常|一般(?=由|会|會)|仅在|僅在|只在|只会|只會|相关(?=人员|员工)|相關(?=人員|員工)");

    private static final Set<String> KEYS_OF_ONLY = Set.of("only", "仅", "僅", "只");
    private static final Pattern SECOND_VERB = Pattern.compile("^([a-z]+)");

    private static final String UNLESS_ABOUT_THE_READER = "(?! (?:you (?:have|want|need|do|wish|prefer|would|think|use|pay|are|contact)|needed|necessary|something|th(?:at|is) is (?:needed|necessary)))";
    private static final Pattern LEADING_EN = Pattern.compile(
            "^(?<reply>(?:Yes|No), )?(?<cut>(?:Only )?(?:if|where|when|unless|in the event of|in certain"
                    + "|to the extent|under certain|in some|as long as|provided that|depending on|within (?:the|a)|once)\\b"
                    + UNLESS_ABOUT_THE_READER
                    + ".*?, )(?=(?:the )?(?:relayme|you|your|we|it|they|relevant|data|information|personal)\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INNER_EN = Pattern.compile(
            ",? (?:but |and |only |and only )?(?:if|where|when|unless|in the event of|in certain|in some"
                    + "|under certain|to the extent|within a reasonable|to a reasonable"
                    + "|as far as|insofar as|as long as|provided that|depending on|in the situations?|in these situations?)\\b"
                    + UNLESS_ABOUT_THE_READER
                    + "(?:[^,;:.\\[]|, (?!and |but |which |who |for |RelayMe|we |you )|(?<=e\\.g)\\.)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LEADING_ZH = Pattern.compile(
            "^(?:(?:是的?|会的?|可以|能|不会|不能)，)?(?<cut>(?:如|若|倘|当|當|一旦|只要|只有|除非|视乎|視乎|在[^，。]*(?:情况|情況|情形|前提|范围|範圍|时|時))"
                    + "(?!有疑问|有疑問|有问题|有問題|需|要|果?您|果?你|欲|想|使用)[^，。]*，)");
    private static final Pattern INNER_ZH = Pattern
            .compile("，?(?:并|並)?(?:仅|只|僅)?(?:在|于|於)(?:法律|适用|適用|合理|某些|符合|特定)[^，。在]{0,24}"
                    + "(?:情况下|情況下|情形下|范围内|範圍內|时间内|時間內|前提下|限度内|限度內)"
                    + "(?:按照|依照|按|根据|根據)?(?:适用|適用)?(?:法规|法規)?");

    private static final Pattern SILENT = Pattern.compile(
            "does(?: not|n't) (?:give|say|mention|specify|name)|not (?:mentioned|among)|[没沒]有(?:说明|說明|提到|列明|写明|給出|给出)");
    private static final Pattern HEDGE = Pattern.compile("\\b(?:may|might)\\b|可能|或会|或會");
    private static final Pattern BEFOREHAND = Pattern.compile("(?i)\\bbefore\\b|in advance|beforehand|事先|之前|转移前|轉移前");
    /** What goes on as a fragment, or whose condition is plain from what is said. */
    private static final Pattern FRAGMENT = Pattern.compile(
            "^(?:而且|并且|即|例如|才|就)|(?i)correct|更正|依法|按照法律|按法律|, for example(?: marketing)?[.]? \\[|the request applies|needs? to do so");
    private static final Set<String> SAYING_NOTHING = Set.of("relay", "infor", "perso", "your", "this", "that", "with",
            "when", "where",
            "under", "exten", "situa", "circu", "certa", "reaso", "time", "order", "个人", "信息", "资料", "情况", "况下", "的情",
            "数据", "范围", "围内",
            "您的", "我们", "在适", "如果", "要求");

    private static final List<String> PROMISES_EN = List.of("p5.8|#S will get a response", "p5.8|#W will respond",
            "p5.8|#W will answer your request",
            "p5.8|#S will receive a reply to your request", "p5.8|#S can submit your request, and #W will respond",
            "p5.8|Requests sent through the contact details in the footer will be answered",
            "p5.8|#W will respond within a reasonable time to all messages at any time",
            "p3.5|#W will notify you", "p3.5|#S will be told before your data is transferred",
            "p3.5|#S will be notified before any transfer",
            "p3.5|Before relevant data is transferred, #W will inform you", "p3.5|#S will receive notice in advance",
            "p3.5|In the event of a merger, #W will notify you", "p4.7|#W will improve its security",
            "p4.7|#W will continue to improve its security capabilities",
            "p4.7|The security capabilities will keep improving",
            "p3.2|#W requires everyone to comply with strict obligations",
            "p3.2|#W shares relevant data with trusted partners",
            "p3.3|#W may provide your information", "p3.3|#W may provide the necessary information",
            "p3.3|The necessary information is provided",
            "p3.5|Relevant data is transferred as part of the assets",
            "p3.5|Relevant data may be transferred as part of the assets",
            "p5.4|#S can request deletion of your personal information",
            "p5.4|#S have your personal information deleted",
            "p5.4|Your personal information will be deleted",
            "p5.5|#S can request restriction of the processing of your information",
            "p5.5|#W will restrict the processing of your information",
            "p5.7|#S may object to the processing of your information",
            "p5.7|#W will stop processing your information", "p5.3|#S may request correction of your information",
            "p5.3|#W will correct inaccurate information", "p5.1|#S have the following rights",
            "p3.1|#W shares your personal information", "p3.1|Your personal information is shared",
            "p1.1|#W collects the following types of information",
            "p5.2|#W will give you a copy of your personal information",
            "p5.6|#W will provide a copy in a structured, commonly used format", "p0.3|The policy takes effect");
    private static final List<String> PROMISES_ZH = List.of("p5.8|#S会得到答复", "p5.8|#W会答复", "p5.8|#W会答复您的请求",
            "p5.8|#S提交请求后，#W会答复", "p5.8|通过页脚联系方式提交的请求会得到答复", "p5.8|#S可以提交请求，#W将答复", "p3.5|#W会通知您", "p3.5|#S会事先得到通知",
            "p3.5|在相关数据转移之前，#W会通知您", "p3.5|如发生合并，#W会通知您", "p3.5|转移之前#S会收到通知", "p4.7|#W将持续改进安全能力", "p4.7|#W会改进安全能力",
            "p4.7|安全能力会持续改进", "p3.2|#W与值得信赖的合作伙伴共享相关数据", "p3.3|#W可能提供您的信息", "p3.3|#W可能提供必要的信息", "p3.3|必要的信息会被提供",
            "p3.5|相关数据会作为资产的一部分而转移", "p3.5|相关数据可能作为资产的一部分而转移", "p5.4|#S可以请求删除您的个人信息", "p5.4|您的个人信息会被删除",
            "p5.5|#S可以请求限制处理您的信息", "p5.5|#W会限制处理您的信息", "p5.7|#S可以反对处理您的信息", "p5.7|#W会停止处理您的信息", "p5.3|#S可以请求更正您的信息",
            "p5.3|#W会更正不准确的信息", "p5.1|#S享有以下权利", "p3.1|#W共享您的个人信息", "p3.1|您的个人信息会被共享",
            "p1.1|#W收集以下类型的信息", "p5.2|#W会向您提供个人信息的副本", "p5.6|#W会以结构化、常用的格式提供副本", "p0.3|政策已经生效");

    private static final List<String> LISTS_EN = List.of("p1|RelayMe may collect #.",
            "p1|The types of information that may be collected include #.",
            "p2|Your information is used for #.", "p2|The purposes include #.", "p4|The security measures include #.",
            "p5|You may have the rights of #.", "p5|Your rights may include #.");
    private static final List<String> LISTS_ZH = List.of("p1|RelayMe 可能收集#。", "p1|可能收集的信息包括#。", "p2|您的信息用于#。",
            "p2|用途包括#。",
            "p4|安全措施包括#。", "p5|您可能享有的权利包括#。", "p5|您可能有权要求#。");

    private final Corpus corpus;
    private final Random random;

    WiderAlterations(Corpus corpus, long seed) {
        this.corpus = corpus;
        random = new Random(seed);
    }

    private static List<Akin> akin(String... lines) {
        List<Akin> akin = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            akin.add(new Akin(line.substring(0, colon), List.of(line.substring(colon + 2).split("; ", -1))));
        }
        return List.copyOf(akin);
    }

    /** Every alteration of the sentence that there is. */
    List<Altered> of(Sentence sentence) {
        List<Altered> altered = new ArrayList<>();
        citations(sentence, altered);
        akin(sentence, altered);
        qualifiers(sentence, altered);
        conditions(sentence, altered);
        return altered;
    }

    /** Those that alter no sentence: what a policy foretells or permits without its condition, and lists of labels of which one is cited wrongly. */
    List<Altered> ofThemselves(Language language) {
        List<Altered> made = new ArrayList<>();
        promises(language, made);
        lists(language, made);
        return made;
    }

    private static String script(String text, Language language) {
        return language == Language.ZH_HANT ? TRADITIONAL.transliterate(text) : text;
    }

    private static void add(Kind kind, String text, List<Passage> evidence, Sentence sentence, List<Altered> altered) {
        altered.add(new Altered(kind, new Sentence(text, evidence, sentence.corpus(), sentence.language()),
                sentence.text()));
    }

    /** One citation is of another passage, or one more is added. */
    private void citations(Sentence sentence, List<Altered> altered) {
        Set<Integer> cited = MARKER.matcher(sentence.text()).results().map(result -> Integer.valueOf(result.group(1)))
                .filter(number -> number <= sentence.evidence().size()).collect(Collectors.toCollection(TreeSet::new));
        // what a document leaves open is proven by the whole of it
        if (cited.isEmpty() || SILENT.matcher(sentence.text()).find()) {
            return;
        }
        List<Passage> own = cited.stream().map(number -> sentence.evidence().get(number - 1)).toList();
        List<Passage> foreign = corpus.passages()
                .filter(passage -> passage.language() == own.getFirst().language())
                .filter(passage -> passage.section() > 0 && own.stream().noneMatch(known -> isNear(known, passage)))
                .toList();
        Set<String> said = words(sentence.text());
        // a passage about the same is no wrong citation, though it may not be the best one
        foreign = foreign.stream()
                .filter(passage -> words(passage.text()).stream().filter(said::contains).count() <= MOST_SHARED)
                .toList();
        for (int number : cited) {
            for (int i = 0; i < TRIES; i++) {
                List<Passage> evidence = new ArrayList<>(sentence.evidence());
                evidence.set(number - 1, foreign.get(random.nextInt(foreign.size())));
                add(Kind.CITATION_REPLACED, sentence.text(), evidence, sentence, altered);
            }
        }
        for (int i = 0; i < TRIES; i++) {
            List<Passage> evidence = new ArrayList<>(sentence.evidence());
            evidence.add(foreign.get(random.nextInt(foreign.size())));
            List<MatchResult> markers = MARKER.matcher(sentence.text()).results().toList();
            int at = markers.get(random.nextInt(markers.size())).end();
            add(Kind.CITATION_ADDED,
                    sentence.text().substring(0, at) + "[" + evidence.size() + "]" + sentence.text().substring(at),
                    evidence, sentence, altered);
        }
    }

    private static boolean isNear(Passage one, Passage other) {
        return one.document().equals(other.document()) && one.section() == other.section();
    }

    private void akin(Sentence sentence, List<Altered> altered) {
        boolean chinese = sentence.language().isChinese();
        for (Akin akin : chinese ? AKIN_ZH : AKIN_EN) {
            String word = script(akin.word, sentence.language());
            Matcher matcher = Pattern
                    .compile((chinese ? "" : "(?i)\\b") + Pattern.quote(word) + (chinese ? "" : "\\b"))
                    .matcher(sentence.text());
            if (!matcher.find()) {
                continue;
            }
            for (String near : akin.others) {
                String other = script(near, sentence.language());
                if (!isOf(other, sentence)) {
                    add(Kind.AKIN_TERM, sentence.text().substring(0, matcher.start()) + other
                            + sentence.text().substring(matcher.end()), sentence.evidence(), sentence, altered);
                }
            }
        }
    }

    /** Whether the sentence or one of its passages, in any language, has the words. */
    private boolean isOf(String words, Sentence sentence) {
        String same = script(words, Language.ZH_HANT).toLowerCase(Locale.ROOT);
        return script(sentence.text(), Language.ZH_HANT).toLowerCase(Locale.ROOT).contains(same) || corpus.passages()
                .filter(passage -> sentence.evidence().stream().anyMatch(own -> own.id().equals(passage.id())))
                .anyMatch(passage -> script(passage.text(), Language.ZH_HANT).toLowerCase(Locale.ROOT).contains(same));
    }

    private static void qualifiers(Sentence sentence, List<Altered> altered) {
        boolean chinese = sentence.language().isChinese();
        Matcher qualifier = (chinese ? QUALIFIER_ZH : QUALIFIER_EN).matcher(sentence.text());
        while (qualifier.find()) {
            String word = qualifier.group();
            String key = word.strip().toLowerCase(Locale.ROOT).replaceAll("[会會在]", "")
                    .replaceAll("usually|generally", "typically")
                    .replaceAll("一般", "通常").replaceAll("或", "可能");
            if (!cited(sentence).stream().allMatch(passage -> KEYS_OF_ONLY.contains(key)
                    ? KEYS_OF_ONLY.stream().anyMatch(passage.text()::contains)
                    : passage.text().toLowerCase(Locale.ROOT).contains(key))) {
                continue;
            }
            String before = sentence.text().substring(0, qualifier.start());
            String after = sentence.text().substring(qualifier.end());
            boolean second = KEYS_OF_ONLY.contains(key) && KEYS_OF_ONLY.stream().anyMatch(before::contains);
            boolean relevant = Pattern.compile("relevant|相关(?=人员)|相關(?=人員)").matcher(before + after).find()
                    && word.matches("(?i)relevant |相关|相關");
            Matcher verb = SECOND_VERB.matcher(after);
            boolean other = word.equals("may ") && verb.find() && cited(sentence).stream().anyMatch(
                    passage -> !passage.text().contains(verb.group().substring(0, Math.min(4, verb.group().length()))));
            boolean hedged = Pattern.compile("permitted|允许|允許").matcher(before + after).find();
            if (second || relevant || other || hedged) {
                continue;
            }
            add(Kind.QUALIFIER_DROPPED,
                    before + (word.startsWith("may") && after.startsWith("be ")
                            ? "is " + after.substring(3)
                            : word.startsWith("may")
                                    ? SECOND_VERB.matcher(after).replaceFirst(
                                            before.endsWith("We ") || before.endsWith("we ") ? "$1" : "$1s")
                                    : KEYS_OF_ONLY.contains(key) && chinese ? word.substring(1) + after : after),
                    sentence.evidence(), sentence, altered);
        }
    }

    private static List<Passage> cited(Sentence sentence) {
        return MARKER.matcher(sentence.text()).results().map(result -> Integer.parseInt(result.group(1)))
                .filter(number -> number <= sentence.evidence().size()).distinct()
                .map(number -> sentence.evidence().get(number - 1)).toList();
    }

    private static void conditions(Sentence sentence, List<Altered> altered) {
        boolean chinese = sentence.language().isChinese();
        Matcher leading = (chinese ? LEADING_ZH : LEADING_EN).matcher(sentence.text());
        if (leading.find()) {
            String rest = sentence.text().substring(leading.end("cut"));
            cut(leading.group("cut"), sentence.text().substring(0, leading.start("cut")), leading.start("cut") == 0
                    ? rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1)
                    : rest, sentence, altered);
        }
        Matcher inner = (chinese ? INNER_ZH : INNER_EN).matcher(sentence.text());
        while (inner.find()) {
            if (!sentence.text().substring(0, inner.start()).isBlank()) {
                cut(inner.group(), sentence.text().substring(0, inner.start()), sentence.text().substring(inner.end()),
                        sentence, altered);
            }
        }
    }

    /** What the rest says as well, or no passage says, is no condition that is lost. */
    private static void cut(String condition, String before, String after, Sentence sentence, List<Altered> altered) {
        Set<String> words = words(condition);
        boolean hedged = HEDGE.matcher(before + after).find()
                && condition.matches("(?s).*(?:permitted|law|法律|允许|允許).*");
        boolean vacuous = FRAGMENT.matcher(before.isEmpty() ? after : before + after).find();
        boolean kept = vacuous || words.stream().anyMatch(words(before + after)::contains)
                || BEFOREHAND.matcher(before + after).find() || hedged;
        boolean untold = condition.matches("(?s).*(?:permitted|laws|法律).*")
                && !Pattern.compile("(?i)right|权|權|improve|改|提升").matcher(before + after).find();
        boolean told = !untold && cited(sentence).stream()
                .anyMatch(passage -> words(passage.text()).stream().anyMatch(words::contains));
        if (!kept && told) {
            add(Kind.CONDITION_CUT,
                    before + (after.startsWith("[") && !sentence.language().isChinese() ? " " : "") + after,
                    sentence.evidence(), sentence, altered);
        }
    }

    /** Words by their beginnings, of Chinese pairs of characters, as far as they say something. */
    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        Matcher latin = Pattern.compile("[a-z]{4,}").matcher(text.toLowerCase(Locale.ROOT));
        while (latin.find()) {
            words.add(latin.group().substring(0, Math.min(5, latin.group().length())));
        }
        String simple = Transliterator.getInstance("Hant-Hans").transliterate(text).replaceAll("\\P{IsHan}", " ");
        for (int i = 0; i + 1 < simple.length(); i++) {
            if (simple.charAt(i) != ' ' && simple.charAt(i + 1) != ' ') {
                words.add(simple.substring(i, i + 2));
            }
        }
        words.removeAll(SAYING_NOTHING);
        return words;
    }

    private void promises(Language language, List<Altered> made) {
        for (String line : language.isChinese() ? PROMISES_ZH : PROMISES_EN) {
            int bar = line.indexOf('|');
            Passage passage = passage(line.substring(0, bar), language);
            for (List<String> names : language.isChinese()
                    ? List.of(List.of("RelayMe ", "您"), List.of("我们", "你"), List.of("公司", "用户"))
                    : List.of(List.of("RelayMe", "You"), List.of("We", "Users"), List.of("The company", "You"))) {
                String words = line.substring(bar + 1).replace("#W", names.getFirst()).replace("#S", names.getLast());
                for (String opening : language.isChinese()
                        ? List.of("", "是的，", "简而言之，")
                        : List.of("", "Yes, ", "In short, ")) {
                    String text = script(opening + words, language);
                    String whole = language.isChinese() ? text.strip() + "[1]。" : text + " [1].";
                    made.add(new Altered(Kind.BARE_PROMISE, new Sentence(whole, List.of(passage), corpus, language),
                            ""));
                }
            }
        }
    }

    private Passage passage(String place, Language language) {
        String id = "privacy-policy:" + place.substring(1);
        return corpus.passages().filter(passage -> passage.language() == language && passage.id().equals(id))
                .findFirst().orElseThrow();
    }

    /** Lists of two to all labels, of which one is cited from another passage. */
    private void lists(Language language, List<Altered> made) {
        boolean chinese = language.isChinese();
        for (String line : chinese ? LISTS_ZH : LISTS_EN) {
            String section = line.substring(1, line.indexOf('|'));
            List<Passage> items = corpus.passages().filter(passage -> passage.language() == language
                    && passage.document().equals("privacy-policy") && String.valueOf(passage.section()).equals(section)
                    && passage.isListItem()).toList();
            List<Passage> others = corpus.passages().filter(passage -> passage.language() == language
                    && passage.isListItem() && !items.contains(passage)
                    && !(passage.document().equals("privacy-policy")
                            && String.valueOf(passage.section()).equals(section)))
                    .toList();
            for (int round = 0; round < 40; round++) {
                List<Passage> shuffled = new ArrayList<>(items);
                Collections.shuffle(shuffled, random);
                int size = 2 + random.nextInt(items.size() - 1);
                List<Passage> listed = shuffled.subList(0, size);
                List<Passage> wrong = new ArrayList<>(listed);
                boolean near = size < items.size() && random.nextBoolean();
                wrong.set(random.nextInt(size), near ? shuffled.get(size) : others.get(random.nextInt(others.size())));
                String labels = join(listed.stream().map(passage -> label(passage, chinese)).toList(), chinese);
                String markers = IntStream.rangeClosed(1, size).mapToObj(n -> "[" + n + "]")
                        .collect(Collectors.joining());
                String text = script(line.substring(line.indexOf('|') + 1), language).replace("#", labels);
                String stop = text.substring(text.length() - 1);
                made.add(new Altered(Kind.LIST_CITATION, new Sentence(text.substring(0, text.length() - 1)
                        + (chinese ? "" : " ") + markers + stop, wrong, corpus, language), labels));
            }
        }
    }

    private static String label(Passage passage, boolean chinese) {
        String label = passage.text().split("[:：]", 2)[0];
        return chinese || label.startsWith("API") ? label : label.toLowerCase(Locale.ROOT);
    }

    private static String join(List<String> labels, boolean chinese) {
        String last = labels.getLast();
        String rest = String.join(chinese ? "、" : ", ", labels.subList(0, labels.size() - 1));
        return rest + (chinese ? "和" : labels.size() > 2 ? ", and " : " and ") + last;
    }
}
