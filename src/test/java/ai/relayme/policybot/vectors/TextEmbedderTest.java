package ai.relayme.policybot.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEmbedderTest {
    private static final TextEmbedder EMBEDDER = TextEmbedder.read();
    private static final Tokenizer TOKENIZER = new Tokenizer(new ScriptFolder());

    private static float[] embed(String text) {
        return EMBEDDER.embed(TOKENIZER.tokens(text));
    }

    private static double cosine(String left, String right) {
        double sum = 0;
        for (int i = 0; i < EMBEDDER.dimensions(); i++) {
            sum += embed(left)[i] * embed(right)[i];
        }
        return sum;
    }

    @Test
    void everyConceptOfTheGlossaryHasAVector() {
        assertThat(EMBEDDER.concepts(embed("privacy"), 0).keySet())
                .as("run TrainVectors after a change of the glossary")
                .isEqualTo(Glossary.read().all().keySet());
    }

    @ParameterizedTest
    @CsvSource({"delete my account, 刪除我的帳戶, 備份重要資料", "credit card, 信用卡, 法院命令", "police, law enforcement, backup"})
    void whatMeansTheSameLiesNearer(String text, String same, String other) {
        assertThat(cosine(text, same)).isGreaterThan(cosine(text, other));
    }

    @Test
    void aTextWithoutKnownTokensHasNoDirection() {
        assertThat(embed("?!")).containsOnly(0f);
    }

    @Test
    void bothScriptsAreOne() {
        assertThat(embed("個人資料會否出售")).isEqualTo(embed("个人资料会否出售"));
    }
}
