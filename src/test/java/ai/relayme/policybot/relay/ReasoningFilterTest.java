package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningFilterTest {
    private static final String SHOWN = "We sell nothing [1].";
    private static final String THOUGHT = "We share data [2].";

    private static List<String> sentences(String text, List<Integer> cuts) {
        List<String> sentences = new ArrayList<>();
        SentenceWriter writer = new SentenceWriter(sentences::add);
        int from = 0;
        for (int cut : cuts) {
            writer.push(text.substring(from, cut));
            from = cut;
        }
        writer.push(text.substring(from));
        writer.finish();
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>" + THOUGHT + "</think>" + SHOWN, SHOWN + "<think>" + THOUGHT + "</think>",
            SHOWN + "\n<THINK>\n" + THOUGHT, "<thinking>" + THOUGHT + " " + THOUGHT + "</thinking>\n\n" + SHOWN,
            "<reasoning id=\"1\">" + THOUGHT + "</reasoning>" + SHOWN, "[THINK]" + THOUGHT + "[/THINK] " + SHOWN,
            "&lt;think&gt;" + THOUGHT + "&lt;/think&gt;" + SHOWN, "◁think▷" + THOUGHT + "◁/think▷" + SHOWN,
            "<think><think>" + THOUGHT + "</think>" + THOUGHT + "</think>" + SHOWN,
            "We sell <think>" + THOUGHT + "</think>nothing [1].", "let me see </think>" + SHOWN,
            "<think>" + THOUGHT + "</ think >" + SHOWN})
    void handsOverNothingThatAModelThinksWhereverTheTextIsCut(String text) {
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(sentences(text, List.of(cut))).containsExactly(SHOWN);
        }
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            List<Integer> cuts = random.ints(5, 0, text.length() + 1).sorted().boxed().toList();
            assertThat(sentences(text, cuts)).containsExactly(SHOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({"a < b & c [1]", "We think [2] so <", "we <thinker> it", "[1][23]"})
    void leavesOtherTextAsItIs(String text) {
        assertThat(ReasoningFilter.without(text)).isEqualTo(text);
    }

    @Test
    void handsOverNothingOfAnAnswerThatBreaksOffInTheThinking() {
        List<String> sentences = new ArrayList<>();
        SentenceWriter writer = new SentenceWriter(sentences::add);
        writer.push("<think>" + THOUGHT);
        writer.cut();
        assertThat(sentences).isEmpty();
        assertThat(writer.isEmpty()).isTrue();
    }
}
