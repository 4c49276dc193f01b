package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceStreamTest {
    private static final int TRIES = 5_000;
    private static final String[] PIECES = {"We", "sell", " ", " ", ".", ".", "。", "!", "？", "\n", "[1]", "[1]", "[23]",
            "[", "]", "“", "”", "\"", "「", "」", "(", ")", "e.g.", "3.5", "No. 5", "a", "A", "我们", "資料", "🙂", "\r\n",
            "\t",
            "NOT_COVERED", "\u00A0", "’", "[1234567890]", "1", "Inc.", "\u3000"};

    private static List<String> whole(String text) {
        return inPieces(List.of(text));
    }

    private static List<String> inPieces(List<String> pieces) {
        SentenceStream stream = new SentenceStream();
        List<String> sentences = new ArrayList<>();
        pieces.forEach(piece -> sentences.addAll(stream.push(piece)));
        sentences.addAll(stream.finish());
        return sentences;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', value = {
            "We sell nothing. [1] We share it. [2] ~ We sell nothing. [1] | We share it. [2]",
            "We sell nothing [1]. We share it [2][3]. ~ We sell nothing [1]. | We share it [2][3].",
            "We sell nothing.[1] [2] We share it! [3] ~ We sell nothing.[1] [2] | We share it! [3]",
            "We sell data. We share nothing [1]. ~ We sell data. | We share nothing [1].",
            "我们不出售。[1]我们分享[2]。[3]我们保存。 ~ 我们不出售。[1] | 我们分享[2]。[3] | 我们保存。",
            "我們不出售 [1]。我們分享！ [2] ~ 我們不出售 [1]。 | 我們分享！ [2]",
            "Use relayme.ai for 3.5 days, e.g. by API. [1] ~ Use relayme.ai for 3.5 days, e.g. by API. [1]",
            "It says “We sell. We share.” [1] And so on. [2] ~ It says “We sell. We share.” [1] | And so on. [2]",
            "他說「不會。我們不會。」[1]好。[2] ~ 他說「不會。我們不會。」[1] | 好。[2]",
            "We keep email [1] and names [2]. ~ We keep email [1] and names [2].",
            "(We keep none.) [1] So. [2] ~ (We keep none.) [1] | So. [2]",
            "Acme Inc. Ltd sells [1]. See No. 5 there [2]. ~ Acme Inc. Ltd sells [1]. | See No. 5 there [2].",
            "1. We keep email [1]. 2. We keep names [2]. ~ 1. We keep email [1]. | 2. We keep names [2].",
            "We keep it. [1]. We share. [2] ~ We keep it. [1]. | We share. [2]"})
    void cutsSentencesWithTheirMarkers(String text, String expected) {
        assertThat(whole(text)).containsExactly(expected.split(" \\| "));
    }

    @Test
    void endsASentenceWithTheLineAndTakesMarkersOfTheNextLineOnlyWithoutItsOwn() {
        assertThat(whole("We keep email\n[1]\nWe keep names [2]\n[3] is odd.")).containsExactly("We keep email\n[1]",
                "We keep names [2]", "[3] is odd.");
    }

    @Test
    void givesTheSameSentencesWhereverTheTextIsCut() {
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            String text = randomText(random);
            List<String> expected = whole(text);
            assertThat(inPieces(text.chars().mapToObj(c -> String.valueOf((char) c)).toList())).as(text)
                    .isEqualTo(expected);
            assertThat(inPieces(randomPieces(text, random))).as(text).isEqualTo(expected);
        }
    }

    @Test
    void losesNothingButWhiteSpace() {
        Random random = new Random(8);
        for (int i = 0; i < TRIES; i++) {
            String text = randomText(random);
            assertThat(bare(String.join("", whole(text)))).isEqualTo(bare(text));
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(25);
        for (int i = 0; i < length; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<String> randomPieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(6));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\p{Z}]", "");
    }
}
