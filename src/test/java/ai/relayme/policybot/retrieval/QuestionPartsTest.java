package ai.relayme.policybot.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionPartsTest {
    @Test
    void takesTwoQuestionsApart() {
        assertThat(QuestionParts.of("Do you sell my data, and where are you based?"))
                .containsExactly("Do you sell my data", "and where are you based?");
        assertThat(QuestionParts.of("信用卡号存不存？另外传输加密吗")).hasSize(2);
        assertThat(QuestionParts.of("俩问题：①卡号存不存；②传输加密吗")).containsExactly("卡号存不存", "传输加密吗");
        assertThat(QuestionParts.of("何时改的，啥语言算数")).containsExactly("何时改的", "啥语言算数");
        assertThat(QuestionParts.of("(1) who runs this? (2) what is your email?")).hasSize(2);
    }

    @Test
    void takesTheThingsOfOneQuestionApart() {
        assertThat(QuestionParts.of("can I pay by card or by Alipay?")).hasSize(2);
        assertThat(QuestionParts.of("支援時間、電郵係咩？")).hasSize(2);
    }

    @Test
    void keepsAClauseThatTheNextOneGoesOnFrom() {
        assertThat(QuestionParts.of("客服邮箱发一下，还有一般几点到几点有人")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"不好意思打擾，請問網路傳輸有無TLS？", "我就随便点开看看，怎么就算我答应了",
            "The connection, is it encrypted, or is it all in the clear?", "you never sell my data, right?"})
    void whatLeadsToAQuestionOrIsAnAlternativeInItIsNoPart(String question) {
        assertThat(QuestionParts.of(question)).isEqualTo(List.of());
    }

    @Test
    void whatHasNoSignOfAQuestionIsTakenApartAtItsCommas() {
        assertThat(QuestionParts.of("support email, opening hours")).hasSize(2);
    }
}
