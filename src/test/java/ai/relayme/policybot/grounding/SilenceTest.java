package ai.relayme.policybot.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sentence says that the document leaves open is shown only where all of the document proves it. */
class SilenceTest {
    private static final Sentences SENTENCES = Sentences.ofShippedCorpus();
    private static final Verifier VERIFIER = Sentences.verifier("RelayMe");

    private static List<Passage> passages(Language language, String... ids) {
        return Arrays.stream(ids).map(id -> SENTENCES.corpus().passage(id, language).orElseThrow()).toList();
    }

    private static boolean isShown(String sentence, Language language, String... ids) {
        return VERIFIER.verify(sentence, passages(language, ids), SENTENCES.corpus(), language) instanceof Supported;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN      | privacy-policy:4.4 | The policy does not say how often backups are made [1].
            EN      | privacy-policy:5.8 | RelayMe will respond within a reasonable time, without giving a specific number of days [1].
            EN      | privacy-policy:5.8 | There is no fixed deadline [1].
            EN      | contact:4.1        | Japanese is not among the languages listed [1].
            ZH_HANS | privacy-policy:4.4 | 政策没有说明多久备份一次[1]。
            ZH_HANT | privacy-policy:5.8 | 政策沒有列明具體日數，只表示會在合理時間內回覆[1]。
            """)
    void isShownWhereNoPassageAnswers(Language language, String id, String sentence) {
        assertThat(isShown(sentence, language, id)).as(sentence).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EN      | privacy-policy:0.3 | The policy does not say how long ago it was updated [1].
            EN      | privacy-policy:4.4 | The policy does not say how long ago it was updated [1].
            EN      | privacy-policy:4.4 | The policy does not mention encryption [1].
            EN      | privacy-policy:4.4 | The policy does not say whether data is shared with partners [1].
            EN      | privacy-policy:3.1 | The policy does not say how often backups are made [1].
            EN      | privacy-policy:4.4 | RelayMe does not make backups, and the policy does not say how often [1].
            EN      | privacy-policy:5.8 | RelayMe does not give a specific number of days to third parties [1].
            EN      | privacy-policy:3.1 | The policy does not say how often RelayMe sells your personal information [1].
            EN      | privacy-policy:4.4 | The policy does not say how often partners back up your card numbers [1].
            ZH_HANS | privacy-policy:3.1 | 政策没有说明您的个人信息多久出售一次[1]。
            EN      | contact:4.1        | Simplified Chinese is not among the languages listed [1].
            ZH_HANS | privacy-policy:0.1 | 政策没有说明具体的更新日期[1]。
            ZH_HANT | privacy-policy:4.4 | 政策沒有提及加密[1]。
            """)
    void isWithheldWhereAPassageAnswersOrNoneOfThoseCitedIsAboutIt(Language language, String id, String sentence) {
        assertThat(isShown(sentence, language, id)).as(sentence).isFalse();
    }

    @Test
    void isWithheldWhereTheDocumentIsNotKnown() {
        assertThat(VERIFIER.verify("The policy does not say how often backups are made [1].",
                passages(Language.EN, "privacy-policy:4.4"), Language.EN)).isInstanceOf(Verdict.Rejected.class);
    }
}
