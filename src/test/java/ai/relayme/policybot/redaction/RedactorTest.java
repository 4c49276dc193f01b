package ai.relayme.policybot.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Passage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final Redactor REDACTOR = new Redactor(Set.of("support@relayme.ai"));

    private static String redact(String text) {
        return REDACTOR.redact(List.of(text)).getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Write to amy.lee+x@mail.example.co.uk, please. | Write to [EMAIL_1], please.",
            "我的邮箱是amy@example.com谢谢 | 我的邮箱是[EMAIL_1]谢谢", "ａｍｙ＠ｅｘａｍｐｌｅ．ｃｏｍ 可以嗎 | [EMAIL_1] 可以嗎",
            "amy [at] example [dot] com | [EMAIL_1]", "amy at example dot com is me | [EMAIL_1] is me",
            "Call 9876 5432 now | Call [PHONE_1] now", "打98765432搵我 | 打[PHONE_1]搵我",
            "我的手机是138 0013 8000。 | 我的手机是[PHONE_1]。", "手機 0912-345-678 | 手機 [PHONE_1]",
            "＋８５２ ９８７６ ５４３２ | [PHONE_1]", "I am on +44 20 7946 0018. | I am on [PHONE_1].",
            "電話九八七六五四三二 | 電話[PHONE_1]", "+1 (415) 555-2671 | [PHONE_1]", "(02) 2345-6789 | [PHONE_1]",
            "card 4111 1111 1111 1111 exp 12/27 | card [CARD_1] exp 12/27", "卡号4111111111111111 | 卡号[CARD_1]",
            "３７８２ ８２２４６３ １０００５ | [CARD_1]", "my hkid is A123456(3) ok | my hkid is [HKID_1] ok",
            "身份證Ａ１２３４５６（３） | 身份證[HKID_1]", "ab987654(3) | [HKID_1]",
            "from 203.0.113.9. | from [IP_1].", "2001:db8::1 and ::1 | [IP_1] and [IP_2]",
            "GB82 WEST 1234 5698 7654 32 thanks | [IBAN_1] thanks", "de89370400440532013000 | [IBAN_1]",
            "sk-proj-abcDEF1234567890abcd | [API_KEY_1]", "AKIAIOSFODNN7EXAMPLE | [API_KEY_1]",
            "token 9f86d081884c7d659a2feaa0c55ad015 | token [API_KEY_1]",
            "amy@example.com or AMY@example.com, bo@example.com | [EMAIL_1] or [EMAIL_1], [EMAIL_2]",
            "a\u200Bmy@exa\u200Bmple.com | [EMAIL_1]", "5555,5555,5555,4444 | [CARD_1]",
            "card4111111111111111exp | card[CARD_1]exp", "A-123456-3 or A123456[3] | [HKID_1] or [HKID_1]",
            "api_key=abcdef1234567890abcdef1234567890 | api_key=[API_KEY_1]", "'\"john doe\"@example.com' | [EMAIL_1]",
            "身份证11010519491231002X | 身份证[RESIDENT_ID_1]", "身分證字號 A123456789 | 身分證字號 [RESIDENT_ID_1]"})
    void replacesIdentifiersHoweverTheyAreWritten(String text, String redacted) {
        assertThat(redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Updated 2026-06-06, 09:00-17:00 (UTC+8), 24/7, 100%.", "Write to support@relayme.ai.",
            "I paid 1234567 on 06/06/2026 for order 20260606.", "card 4111 1111 1111 1112", "A123456(4)",
            "GDPR Art. 15(1)(h), section 3.1.4", "GB82 WEST 1234 5698 7654 33 is wrong", "12:30:45 or 300.1.2.3",
            "privacy-policy-and-terms-of-service-page", "我哋嘅私隱政策喺二零二六年六月更新", "internationalization1", "A123456788",
            "11010519491231002Y"})
    void leavesWhatIsNoneAlone(String text) {
        assertThat(redact(text)).isEqualTo(text);
    }

    @Test
    void findsWhatIsWrittenOverSeveralLines() {
        assertThat(redact("My card is 4111\n1111\r\n1111\n1111, ring 9123\n4567, IBAN GB82 WEST\n1234 5698 7654 32"))
                .isEqualTo("My card is [CARD_1], ring [PHONE_1], IBAN [IBAN_1]");
    }

    @Test
    void countsOnAcrossTextsThatLeaveTogether() {
        assertThat(REDACTOR.redact(List.of("I am amy@example.com", "not bo@example.com", "amy@example.com again")))
                .containsExactly("I am [EMAIL_1]", "not [EMAIL_2]", "[EMAIL_1] again");
    }

    @Test
    void touchesNoPolicyText() throws Exception {
        for (Passage passage : new CorpusReader(documents -> List.of()).read(Path.of("corpus")).passages().toList()) {
            assertThat(redact(passage.text())).isEqualTo(passage.text());
        }
    }
}
