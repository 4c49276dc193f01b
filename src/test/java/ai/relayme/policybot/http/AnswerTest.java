package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.BotTest;
import ai.relayme.policybot.app.TestBot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest extends BotTest {
    private static final List<String> FIELDS = List.of("id", "conversation_id", "conversation_token", "created_at",
            "language", "outcome", "mode", "model", "answer", "segments", "citations", "abstain", "handoff", "notices");
    private static final List<String> CITATION_FIELDS = List.of("number", "passage_id", "document", "title", "language",
            "version", "digest", "section", "heading", "quote", "start", "end", "url", "prevailing");

    private static List<String> fields(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String cut(String text, int start, int end) {
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    /** Every citation stands, letter by letter, in the passage that it names. */
    private void assertVerbatim(JsonNode citations) {
        for (JsonNode citation : citations) {
            ObjectNode passage = TestBot.json(bot.get("/documents/" + citation.path("document").asText() + "/passages/"
                    + citation.path("passage_id").asText() + "?lang=" + citation.path("language").asText()));
            assertThat(cut(passage.path("text").asText(), citation.path("start").intValue(),
                    citation.path("end").intValue())).isEqualTo(citation.path("quote").asText()).isNotBlank();
            assertThat(citation.path("digest")).isEqualTo(passage.path("digest"));
            assertThat(citation.path("url")).isEqualTo(passage.path("url"));
        }
    }

    @Test
    void answersWhetherDataAreSoldInTheLetterOfTheContract() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        assertThat(fields(answer)).containsExactlyElementsOf(FIELDS);
        assertThat(answer.path("id").asText()).matches("ans_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(answer.path("conversation_id").asText()).matches("cnv_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(answer.path("conversation_token").asText()).hasSizeGreaterThan(30);
        assertThat(Instant.parse(answer.path("created_at").asText())).isBetween(before, Instant.now());
        assertThat(answer.path("outcome").asText()).isEqualTo("answered");
        assertThat(answer.path("language").asText()).isEqualTo("en");
        assertThat(answer.path("mode").asText()).isEqualTo("quote");
        assertThat(answer.path("model").isNull()).isTrue();
        assertThat(answer.path("abstain").isNull()).isTrue();
        assertThat(answer.path("handoff").isNull()).isTrue();
        assertThat(answer.path("answer").asText())
                .startsWith("We do not sell, rent, or trade your personal information to third parties. [1]");
        assertThat(answer.path("notices")).extracting(JsonNode::asText).containsExactly("ai_generated",
                "reference_translation");

        JsonNode segment = answer.path("segments").get(0);
        assertThat(fields(segment)).containsExactly("text", "citations", "provenance");
        assertThat(segment.path("provenance").asText()).isEqualTo("verbatim_quote");
        JsonNode citation = answer.path("citations").get(0);
        assertThat(fields(citation)).containsExactlyElementsOf(CITATION_FIELDS);
        assertThat(citation.path("number").isInt()).isTrue();
        assertThat(citation.path("passage_id").asText()).isEqualTo("privacy-policy:3.1");
        assertThat(citation.path("document").asText()).isEqualTo("privacy-policy");
        assertThat(citation.path("title").asText()).isEqualTo("Privacy Policy");
        assertThat(citation.path("version").asText()).isEqualTo("2026-06-06");
        assertThat(citation.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(citation.path("section")).isEqualTo(TestBot.json("{\"s\":\"3\"}").path("s"));
        assertThat(citation.path("heading").asText()).isEqualTo("Information Sharing");
        assertThat(citation.path("start").intValue()).isZero();
        assertThat(citation.path("end").intValue()).isEqualTo(74);
        assertThat(citation.path("url").asText())
                .isEqualTo(bot.publicUrl() + "/documents/privacy-policy?lang=en#3.1");
        assertThat(citation.path("prevailing").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Do you sell my personal data?, en, privacy-policy:3.1",
            "你們會否出售我的個人資料？, zh-Hant, privacy-policy:3.1", "你们会不会出售我的个人信息？, zh-Hans, privacy-policy:3.1",
            "What security measures do you have?, en, privacy-policy:4.", "客服的辦公時間是甚麼？, zh-Hant, contact:1.",
            "你们收集哪些信息？, zh-Hans, privacy-policy:1."})
    void quotesThePassagesVerbatimInTheLanguageOfTheQuestion(String question, String language, String passage) {
        ObjectNode answer = bot.ask(question);
        assertThat(answer.path("language").asText()).isEqualTo(language);
        assertThat(answer.path("citations")).isNotEmpty()
                .anySatisfy(citation -> assertThat(citation.path("passage_id").asText()).startsWith(passage))
                .allSatisfy(citation -> assertThat(citation.path("language").asText()).isEqualTo(language));
        assertVerbatim(answer.path("citations"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Are there backups? Is data encrypted in transit? | privacy-policy:4.4 | privacy-policy:4.2",
            "你們會做備份嗎？傳輸有加密嗎？ | privacy-policy:4.4 | privacy-policy:4.2"})
    void answersTwoQuestionsInTheOrderInWhichTheyWereAsked(String question, String first, String second) {
        assertThat(cited(question)).containsExactly(first, second, "privacy-policy:4.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Why do you store IP addresses?", "为什么要存我的IP"})
    void whoeverAsksWhySomethingIsCollectedIsToldAPurpose(String question) {
        assertThat(cited(question)).anyMatch(passage -> passage.startsWith("privacy-policy:2."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Do any third parties receive my data?", "第三方不會收到我的資料，對吧？"})
    void whoeverAsksAboutThirdPartiesIsToldWhenDataAreSharedAndNotOnlyThatTheyAreNotSold(String question) {
        assertThat(cited(question)).containsExactly("privacy-policy:3.1", "privacy-policy:3.2", "privacy-policy:3.3",
                "privacy-policy:3.4", "privacy-policy:3.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"How may I contact RelayMe?", "怎么联系客服", "想問嘢點搵你哋"})
    void whoeverWantsToWriteIsGivenTheAddress(String question) {
        assertThat(cited(question)).contains("contact:1.1");
    }

    private List<String> cited(String question) {
        List<String> cited = new ArrayList<>();
        bot.ask(question).path("citations").forEach(citation -> cited.add(citation.path("passage_id").asText()));
        return cited;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Do you sell my personal data?", "What do you collect and who gets it?", "怎么保护数据？",
            "What is your refund policy?", "Delete everything you hold about me", "我想同真人傾", "hello"})
    void numbersCitationsFromOneAndReferencesAllOfThem(String question) {
        ObjectNode answer = bot.ask(question);
        List<Integer> numbers = new ArrayList<>();
        answer.path("citations").forEach(citation -> numbers.add(citation.path("number").intValue()));
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(i + 1);
        }
        List<Integer> referenced = new ArrayList<>();
        answer.path("segments").forEach(
                segment -> segment.path("citations").forEach(number -> referenced.add(number.intValue())));
        assertThat(referenced).containsAll(numbers).allMatch(numbers::contains);
        assertThat(answer.path("segments")).isNotEmpty().allSatisfy(segment -> {
            boolean fixed = segment.path("provenance").asText().equals("fixed_text");
            assertThat(segment.path("citations").isEmpty()).isEqualTo(fixed);
            assertThat(answer.path("answer").asText()).contains(segment.path("text").asText());
        });
    }

    @Test
    void abstainsFromTheRefundPolicyAndOffersSupport() {
        ObjectNode answer = bot.ask("What is your refund policy?");
        assertThat(answer.path("outcome").asText()).isEqualTo("abstained");
        assertThat(answer.path("citations")).isEmpty();
        assertThat(answer.path("abstain").path("reason").asText()).isIn("not_covered", "low_support");
        assertThat(answer.path("abstain").path("closest")).hasSizeLessThanOrEqualTo(3);
        assertVerbatim(answer.path("abstain").path("closest"));
        JsonNode handoff = answer.path("handoff");
        assertThat(fields(handoff)).containsExactly("kind", "email", "hours", "open_now", "next_open");
        assertThat(handoff.path("kind").asText()).isEqualTo("support");
        assertThat(handoff.path("email").asText()).isEqualTo("support@relayme.ai");
        assertThat(handoff.path("hours").asText()).contains("09:00");
        assertThat(handoff.path("open_now").isBoolean()).isTrue();
        assertThat(handoff.path("next_open").isNull()).isEqualTo(handoff.path("open_now").booleanValue());
        assertThat(answer.path("segments")).singleElement(InstanceOfAssertFactories.type(JsonNode.class))
                .satisfies(segment -> assertThat(segment.path("provenance").asText()).isEqualTo("fixed_text"));
    }

    @ParameterizedTest
    @CsvSource({"Delete everything you hold about me, en, erasure", "請刪除我的帳戶資料, zh-Hant, erasure",
            "Send me a copy of all data you hold about me, en, access", "请更正我的邮箱地址，现在是错的, zh-Hans, rectification"})
    void offersToTakeARequestAboutARight(String question, String language, String right) {
        ObjectNode answer = bot.ask(question);
        assertThat(answer.path("outcome").asText()).isEqualTo("rights_request");
        assertThat(answer.path("language").asText()).isEqualTo(language);
        assertThat(answer.path("handoff").path("kind").asText()).isEqualTo("rights_request");
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo(right);
        assertVerbatim(answer.path("citations"));
    }

    @Test
    void answersHowARightIsUsedAndOffersTheHandOff() {
        ObjectNode answer = bot.ask("怎样删除我的账户信息？");
        assertThat(answer.path("outcome").asText()).isIn("answered", "rights_request");
        assertThat(answer.path("language").asText()).isEqualTo("zh-Hans");
        assertThat(answer.path("citations"))
                .anySatisfy(citation -> assertThat(citation.path("passage_id").asText())
                        .isIn("privacy-policy:5.4", "privacy-policy:5.8"));
        assertThat(answer.path("handoff").path("right").asText()).isEqualTo("erasure");
        assertThat(answer.path("notices")).extracting(JsonNode::asText).contains("working_translation");
        assertVerbatim(answer.path("citations"));
    }

    @ParameterizedTest
    @CsvSource({"I want to talk to a real person, human", "轉真人客服, human", "hello, smalltalk", "谢谢, smalltalk"})
    void tellsPeopleAndPolitenessApart(String question, String outcome) {
        ObjectNode answer = bot.ask(question);
        assertThat(answer.path("outcome").asText()).isEqualTo(outcome);
        assertThat(answer.path("handoff").isNull()).isEqualTo(outcome.equals("smalltalk"));
    }

    @Test
    void answersInTheLanguageAskedForWhateverTheQuestionsLanguage() {
        ObjectNode answer = bot.ask(TestBot.question("Do you sell my personal data?").put("language", "zh-Hant"));
        assertThat(answer.path("language").asText()).isEqualTo("zh-Hant");
        assertThat(answer.path("citations").get(0).path("language").asText()).isEqualTo("zh-Hant");
    }

    @Test
    void storesTheAnswerAsGivenWithoutItsToken() {
        ObjectNode answer = bot.ask("Do you sell my personal data?");
        String id = answer.path("id").asText();
        String token = answer.path("conversation_token").asText();
        answer.remove("conversation_token");
        assertThat(TestBot.json(bot.stored(id, "answer_json"))).isEqualTo(answer);
        assertThat(bot.stored(id, "question")).isEqualTo("Do you sell my personal data?");
        assertThat(bot.stored(id, "trace_json")).doesNotContain(token).doesNotContain("conversation_token");
        ObjectNode trace = TestBot.json(bot.stored(id, "trace_json"));
        assertThat(trace.path("passages")).isNotEmpty().allSatisfy(passage -> {
            assertThat(passage.path("passage_id").asText()).contains(":");
            assertThat(passage.path("score").isNumber()).isTrue();
        });
        assertThat(trace.path("threshold").isNumber()).isTrue();
        assertThat(trace.path("support").doubleValue()).isGreaterThanOrEqualTo(trace.path("threshold").doubleValue());
    }
}
