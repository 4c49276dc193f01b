package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.intent.Preceding;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.SentenceSplitter.Span;
import ai.relayme.policybot.language.Tokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any text at all, from a seed that is told where it fails. */
class FuzzTest {
    private static final long SEED = 20_261_123;
    /** All of them, or of so many one: a build without the long tests tries a sixth. */
    private static final int EVERY = Integer.getInteger("generated.every", 1);
    private static final int TEXTS = 2_000 / EVERY;
    private static final int QUESTIONS = 500 / EVERY;
    /** What is likelier to hurt than characters drawn evenly. */
    private static final List<String> PIECES = List.of("data", "delete my", "個人資料", "删除", "sell", "?", "。", ". ", " ",
            "\n", "\t", "..", "^", "$", "[1]", "(", "\"", "'", "’", "\\", "%s", "${x}", "<b>", "&amp;", "*", "AND",
            "OR",
            "😀", "👨‍👩‍👧‍👦", "𠮷", "\u200b", "\u202e", "\ufeff", "e\u0301", "ﷺ", "İ", "ß", "1/2", "-", "—", "~",
            ":", "the");

    private static String piece(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Character.toString(validCodePoint(random, 0x10FFFF));
            case 1 -> Character.toString(validCodePoint(random, 0x2FF));
            case 2 -> Character.toString(0x4E00 + random.nextInt(0x5200));
            default -> PIECES.get(random.nextInt(PIECES.size()));
        };
    }

    private static int validCodePoint(Random random, int highest) {
        int c = random.nextInt(highest + 1);
        return Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? 'x' : c;
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(most); pieces >= 0; pieces--) {
            text.append(piece(random));
        }
        return text.toString();
    }

    /** Any chars, halves of pairs and control characters too. */
    private static String broken(Random random) {
        char[] chars = new char[random.nextInt(60)];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) random.nextInt(0x10000);
        }
        return new String(chars);
    }

    @Test
    void readsAnyTextWithoutFailing() {
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        LanguageDetector detector = new LanguageDetector(scripts);
        SentenceSplitter splitter = new SentenceSplitter();
        Glossary glossary = Glossary.read();
        IntentClassifier intents = new IntentClassifier(new IntentFeatures(tokenizer, glossary));
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = i % 4 == 0 ? broken(random) : text(random, 60);
            assertThat(detector.detectOr(text, Language.EN)).isNotNull();
            assertThat(scripts.fold(text)).hasSameSizeAs(text);
            var tokens = tokenizer.tokens(text);
            assertThat(tokens).allMatch(token -> !token.form().isEmpty());
            assertThat(glossary.mentions(tokens)).allMatch(match -> match.end() <= tokens.size());
            assertThat(intents.classify(text, new Preceding(true, List.of(Right.ACCESS), List.of()))).isNotNull();
            int end = 0;
            for (Span span : splitter.split(text, i % 2 == 0 ? Language.EN : Language.ZH_HANT)) {
                assertThat(span.start()).isGreaterThanOrEqualTo(end);
                assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
                end = span.end();
            }
        }
    }

    @Test
    void answersAnyQuestion() {
        Random random = new Random(SEED);
        try (TestBot bot = TestBot.start()) {
            ObjectNode last = bot.ask("hello");
            for (int i = 0; i < QUESTIONS; i++) {
                String question = text(random, i % 50 == 0 ? 900 : 40);
                if (Invisible.isAll(question) || question.codePointCount(0, question.length()) > 2_000) {
                    question = "x" + i;
                }
                ObjectNode answer = i % 2 == 0 ? bot.ask(question) : bot.goOn(last, question);
                assertThat(answer.path("outcome").asText()).as(question).isIn("answered", "abstained", "rights_request",
                        "human", "smalltalk");
                if (answer.path("outcome").asText().equals("answered")) {
                    assertThat(answer.path("citations")).as(question).isNotEmpty();
                }
                last = answer;
            }
            assertThat(bot.rows()).containsEntry("answer", QUESTIONS + 1);
        }
    }
}
