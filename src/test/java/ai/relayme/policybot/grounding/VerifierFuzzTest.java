package ai.relayme.policybot.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict.Supported;
import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VerifierFuzzTest {
    private static final List<Language> LANGUAGES = List.of(Language.values());
    private static final int TRIES = 20_000;
    private static final String[] PIECES = {"We", "sell", "data", " ", " ", ".", "。", "!", "\n", "[1]", "[1]", "[2]",
            "[3]",
            "[", "]", "“", "”", "\"", "「", "」", "(", ")", "e.g.", "3.5", "我们", "資料", "出售", "🙂", "👩‍💻", "\uD83D",
            "\uDE42",
            "\u0000", "<b>", "a@b.test", "https://x.test", "**", "$1", "\\", "\\Q", "\\E", "[^", "(?", "\u00A0",
            "\u3000"};
    private static final Verifier VERIFIER = Sentences.verifier("RelayMe");

    private static String random(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(most);
        for (int i = 0; i < length; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static Passage passage(Random random, Language language) {
        return new Passage("p:1.1", "p", language, 1, 1, "h", "", "x" + random(random, 20));
    }

    @Test
    void neverThrowsAndKeepsGroundsInsideThePassagesCited() {
        Random random = new Random(11);
        int supported = 0;
        for (int i = 0; i < TRIES; i++) {
            Language language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
            List<Passage> evidence = new ArrayList<>(List.of(passage(random, language), passage(random, language)));
            String sentence = random.nextBoolean()
                    ? random(random, 15)
                    : evidence.getFirst().text().replace("[", "") + "[1]";
            if (VERIFIER.verify(sentence, evidence, language) instanceof Supported verdict) {
                supported++;
                assertThat(verdict.grounds()).isNotEmpty().allSatisfy(grounds -> {
                    assertThat(evidence).contains(grounds.passage());
                    assertThat(grounds.passage().text()).contains(grounds.quote());
                });
                assertThat(verdict.text()).doesNotContainPattern("\\[\\d").doesNotContain("<b>", "**", "\u0000", "\n");
            }
        }
        assertThat(supported).isPositive();
    }

    @Test
    @Timeout(10)
    void staysQuickOnHostileRepetition() {
        for (String piece : List.of("a.", "a", "[1] ", "\"a", "_a", "*a", "a@", "&a", "a-", " \u3000", "(", "[", "我。",
                "1.")) {
            VERIFIER.verify(piece.repeat(2_000) + "[1]", List.of(passage(new Random(1), Language.EN)), Language.EN);
            VERIFIER.verify(piece.repeat(490) + "[1]", List.of(passage(new Random(1), Language.EN)), Language.EN);
        }
    }
}
