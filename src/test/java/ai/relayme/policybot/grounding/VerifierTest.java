package ai.relayme.policybot.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict.Rejected;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final Verifier VERIFIER = Sentences.verifier("RelayMe");
    private static final Corpus CORPUS = Sentences.ofShippedCorpus().corpus();
    private static final List<Passage> ENGLISH = List.of(
            passage(Language.EN, "We do not sell, rent, or trade your personal information to third parties. "
                    + "We share it only with providers. Write to support@relayme.ai or see relayme.ai."),
            passage(Language.EN, "Payment data is kept for 30 days 🙂. The Chinese title is 私隱政策 [sic]."));
    private static final List<Passage> SIMPLIFIED = List.of(
            passage(Language.ZH_HANS, "我们不会向第三方出售、出租或交易您的个人信息。我们仅在必要范围内共享，例如 API 服务提供商。"));
    private static final List<Passage> TRADITIONAL = List.of(
            passage(Language.ZH_HANT, "我們不會向第三方出售、出租或交易您的個人資料。我們只會在必要的範圍內分享。"));

    private static Passage passage(Language language, String text) {
        return new Passage("privacy-policy:3.1", "privacy-policy", language, 3, 1, "Sharing", "", text);
    }

    private static Supported supported(String sentence, List<Passage> evidence, Language language) {
        Verdict verdict = VERIFIER.verify(sentence, evidence, language);
        assertThat(verdict).isInstanceOf(Supported.class);
        return (Supported) verdict;
    }

    private static void assertRejected(String sentence, Gate gate) {
        assertRejected(sentence, ENGLISH, Language.EN, gate);
    }

    private static void assertRejected(String sentence, List<Passage> evidence, Language language, Gate gate) {
        Verdict verdict = VERIFIER.verify(sentence, evidence, language);
        assertThat(verdict).as(sentence).isInstanceOf(Rejected.class);
        assertThat(((Rejected) verdict).gate()).as(sentence).isEqualTo(gate);
    }

    @Test
    void showsTheWordsWithoutMarkersAndTheSentenceTheyRestOn() {
        Supported verdict = supported("We share it with providers only [1].", ENGLISH, Language.EN);
        assertThat(verdict.text()).isEqualTo("We share it with providers only.");
        assertThat(verdict.grounds()).extracting(Grounds::quote).containsExactly("We share it only with providers.");
    }

    @Test
    void findsGroundsInEveryPassageCitedAndCountsCodePoints() {
        Supported verdict = supported("- The title is Chinese, and we share only with providers. [2][1] [2]", ENGLISH,
                Language.EN);
        assertThat(verdict.text()).isEqualTo("The title is Chinese, and we share only with providers.");
        assertThat(verdict.grounds()).hasSize(2);
        Grounds second = verdict.grounds().getFirst();
        assertThat(second.quote()).isEqualTo("The Chinese title is 私隱政策 [sic].");
        assertThat(second.start()).isEqualTo("Payment data is kept for 30 days X. ".length());
        assertThat(verdict.grounds().getLast().passage()).isEqualTo(ENGLISH.getFirst());
    }

    @Test
    void quotesAllOfAPassageThatIsOneSentence() {
        List<Passage> one = List.of(passage(Language.EN, "We keep it safe."));
        assertThat(supported("It is safe. [1]", one, Language.EN).grounds().getFirst().quote())
                .isEqualTo("We keep it safe.");
    }

    @Test
    void takesTheWordsQuotedAsGrounds() {
        Supported verdict = supported(
                "The policy says \"not sell, rent, or trade your personal information\" [1].",
                ENGLISH, Language.EN);
        assertThat(verdict.grounds().getFirst().quote())
                .isEqualTo("not sell, rent, or trade your personal information");
    }

    @Test
    void verifiesChineseInBothScripts() {
        Supported simplified = supported("我们只在必要范围内共享您的信息[1]。", SIMPLIFIED, Language.ZH_HANS);
        assertThat(simplified.text()).isEqualTo("我们只在必要范围内共享您的信息。");
        assertThat(simplified.grounds().getFirst().quote()).startsWith("我们仅在必要范围内共享");
        assertThat(supported("政策說「不會向第三方出售」。 [1]", TRADITIONAL, Language.ZH_HANT).grounds().getFirst().quote())
                .isEqualTo("不會向第三方出售");
        assertRejected("政策說「我們會出售」。[1]", TRADITIONAL, Language.ZH_HANT, Gate.QUOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"We sell nothing.", "We sell nothing. [0]", "We sell nothing. [3]",
            "We sell nothing. [1][3]",
            "We sell nothing. [999999999]", "We sell nothing. [p1]", "We sell nothing. [ 1 ]", "", "[x]",
            "NOT_COVERED"})
    void rejectsASentenceWithoutValidMarkers(String sentence) {
        assertRejected(sentence, Gate.MARKERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"**We** sell nothing. [1]", "# We sell nothing. [1]", "> We sell nothing. [1]",
            "We `sell` nothing. [1]", "We <b>sell</b> nothing. [1]", "We sell nothing.<br> [1]", "We &lt;sell. [1]",
            "```\nWe sell nothing.\n``` [1]", "See [here](https://evil.test). [1]", "![x](y) sells. [1]",
            "See https://evil.test/relayme.ai. [1]", "See evil.test now. [1]", "See www.relayme.ai.evil.test. [1]",
            "See xrelayme.ai now. [1]", "See layme.ai now. [1]", "Write to evil@relayme.ai. [1]",
            "Write to port@relayme.ai. [1]", "Go javascript:alert(1). [1]", "Call tel:123. [1]", "We *sell* it. [1]",
            "We _sell_ it. [1]", "| a | b | [1]", "We se\u200Bll it. [1]", "We \u202Esell it. [1]",
            "We\u0000 sell. [1]",
            "We \uE000 sell. [1]", "We do not sell \uFFFD it. [1]", "We keep it for 30 days 👩‍💻. [2]",
            "We do not sell it 🙂. [1]", "We \uD83D sell. [1]", "We sell [a] it. [1]", "We sell【1】it. [1]", "... [1]",
            "[1]",
            "We sell [1, 2] it. [1]", "&#60;script&#62; we sell. [1]", "---[1]"})
    void rejectsWhatIsNotPlainText(String sentence) {
        assertRejected(sentence, Gate.FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Write to support@relayme.ai, or see relayme.ai. [1]", "We keep it for 30 days 🙂. [2]",
            "The title is 私隱政策 [sic]. [2]", "We don’t sell it. [1]", "We share only with “providers”. [1]"})
    void letsPlainTextAndThePassagesOwnAddressesThrough(String sentence) {
        supported(sentence, ENGLISH, Language.EN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"It says “We sell your personal information”. [1]", "It says \"we sell\" so. [1]",
            "It says “do sell, rent, or trade”. [1]", "It says “Payment data is kept”. [1]",
            "It says “We do not sell. [1]",
            "It says We do not sell”. [1]", "It says \"We do not sell. [1]", "It says «we sell data». [1]"})
    void rejectsQuotationsThatAreNoRunOfACitedPassage(String sentence) {
        assertRejected(sentence, Gate.QUOTE);
    }

    @Test
    void foldsWhiteSpaceInQuotations() {
        supported("It says “We do  not\nsell, rent, or trade.” [1]", ENGLISH, Language.EN);
    }

    @Test
    void rejectsAnotherLanguageOrScript() {
        assertRejected("我们不会出售您的资料。[1]", Gate.SCRIPT);
        assertRejected("Мы не продаём data. [1]", Gate.SCRIPT);
        assertRejected("We sell nοthing. [1]", Gate.SCRIPT);
        assertRejected("We do not sell it. [1]", SIMPLIFIED, Language.ZH_HANS, Gate.SCRIPT);
        assertRejected("我們不會出售您的資料。[1]", SIMPLIFIED, Language.ZH_HANS, Gate.SCRIPT);
        assertRejected("我们不会出售您的资料。[1]", TRADITIONAL, Language.ZH_HANT, Gate.SCRIPT);
        assertRejected("我們不賣データ。[1]", TRADITIONAL, Language.ZH_HANT, Gate.SCRIPT);
    }

    @Test
    void letsThePassagesOwnTermsStandInASentenceOfTheVisitorsLanguageOnly() {
        supported("Its title is 私隱政策. [2]", ENGLISH, Language.EN);
        supported("我们不会向 third parties 出售您的个人信息。[1]", ENGLISH, Language.ZH_HANS);
        supported("這份政策寫明「We do not sell, rent, or trade your personal information」。[1]", ENGLISH, Language.ZH_HANT);
        assertRejected("Its title is 隱私條款 there. [2]", Gate.SCRIPT);
        assertRejected(SIMPLIFIED.getFirst().text() + " API [1]", SIMPLIFIED, Language.EN, Gate.SCRIPT);
        assertRejected("We do not sell, rent, or trade your personal information 的 [1]", ENGLISH, Language.ZH_HANS,
                Gate.SCRIPT);
    }

    @Test
    void rejectsWhatIsLongerThanAThousandCharacters() {
        // a mark of two UTF-16 units is one character
        String mark = "\uD800\uDD00";
        String longest = "We share it only with providers" + mark.repeat(LengthCheck.LONGEST - 32) + ".";
        supported(longest + " [1]", ENGLISH, Language.EN);
        assertRejected(mark + longest + " [1]", Gate.LENGTH);
        assertRejected("a".repeat(1001) + " [1]", Gate.LENGTH);
        assertRejected("[1]".repeat(10_000), Gate.LENGTH);
    }

    @Test
    void supportsEveryPassageOfTheCorpusInItsOwnWords() throws Exception {
        Corpus corpus = new CorpusReader(documents -> List.of()).read(Path.of("corpus"));
        assertThat(corpus.passages()).isNotEmpty().allSatisfy(passage -> {
            Supported verdict = supported(passage.text() + " [1]", List.of(passage), passage.language());
            assertThat(verdict.text()).isEqualTo(passage.text());
        });
    }

    private static Passage of(Language language, int section, int number) {
        String id = "privacy-policy:" + section + "." + number;
        return CORPUS.passages().filter(passage -> passage.language() == language && passage.id().equals(id))
                .findFirst().orElseThrow();
    }

    private static void assertWithheld(int section, int number, String english, String traditional, String simplified) {
        Map<Language, String> sentences = Map.of(Language.EN, english, Language.ZH_HANT, traditional, Language.ZH_HANS,
                simplified);
        sentences.forEach((language, sentence) -> assertThat(
                VERIFIER.verify(sentence + " [1]", List.of(of(language, section, number)), language)).as(sentence)
                .isInstanceOf(Rejected.class));
    }

    @Test
    void rejectsAnExceptionWhereThePassageHasACondition() {
        assertWithheld(3, 5, "Unless there is an acquisition, relevant data may be transferred.",
                "除合併外，相關資料可能作為資產的一部分而轉移。", "除非发生合并，相关数据可能作为资产的一部分而转移。");
        assertWithheld(3, 3, "We may provide the necessary information unless a court order requires it.",
                "除非法律要求，我們可能提供必要的資料。", "除非法律要求，我们可能提供必要的信息。");
    }

    @Test
    void rejectsADenialOfADenial() {
        assertWithheld(3, 1, "It isn't the case that we do not sell your personal information to third parties.",
                "我們不是不會向第三方出售您的個人資料。", "并不是说我们不会向第三方出售您的个人信息。");
        assertWithheld(3, 1, "We do not sell nothing to third parties.", "誰說我們不會向第三方出售您的個人資料。",
                "我们不会拒绝向第三方出售您的个人信息。");
    }

    @Test
    void rejectsADenialOfNowOfThePastOrOfTheUsualCase() {
        assertWithheld(1, 4, "We typically do not store full payment card information.", "我們通常不會儲存完整的付款卡資料。",
                "我们通常不会存储完整的支付卡信息。");
        assertWithheld(3, 1, "At present, we do not sell your personal information to third parties.",
                "我們目前不會向第三方出售您的個人資料。", "我们从未向第三方出售您的个人信息。");
    }

    @Test
    void rejectsADenialOfMoreThanThePassageDenies() {
        assertWithheld(4, 7, "Despite our reasonable efforts, our service is not secure.", "我們的網上服務不安全。",
                "尽管我们已作出合理努力，我们的服务并不安全。");
    }

    @Test
    void rejectsAsAFactWhatThePassageOnlySupposes() {
        assertWithheld(3, 5, "There will be a merger.", "公司會發生合併。", "公司正在合并。");
        assertWithheld(3, 4, "There is abuse of the platform.", "平台存在濫用。", "平台存在滥用。");
        assertWithheld(5, 3, "Your personal information is inaccurate or incomplete.", "您的個人資料不準確或不完整。",
                "您的个人信息不准确或不完整。");
        assertWithheld(5, 7, "Your information is used for marketing purposes.", "我們將您的資料用於市場推廣。",
                "我们将您的信息用于市场营销。");
    }

    @Test
    void rejectsARecipientWhomThePassageOnlyProtects() {
        assertWithheld(3, 4, "We may share your personal information with the public.", "我們可能與公眾分享資料。",
                "我们可能与公众共享信息。");
    }

    @Test
    void rejectsAnOrderAmongThingsThatArePutSideBySide() {
        List<Passage> methods = List.of(passage(Language.EN, "WeChat Pay, Alipay, Visa, Mastercard"));
        for (String sentence : List.of("You can pay with Visa through Alipay.", "Visa comes before Mastercard.",
                "Alipay is preferred over Visa.", "You can pay with Visa, then Mastercard.")) {
            assertThat(VERIFIER.verify(sentence + " [1]", methods, Language.EN)).as(sentence)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void rejectsWhatAsksInsteadOfTelling() {
        assertWithheld(3, 1, "We do not sell your personal information to third parties, right?",
                "我們不會向第三方出售您的個人資料吧。", "我们不会向第三方出售您的个人信息吗？");
    }
}
