package ai.relayme.policybot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenQuestionsTest {
    private static final String WHOLE = """
            {"id": "q1", "lang": "zh-Hant", "kind": "rights_info", "history": ["你好"], "question": "如何刪除?", \
            "outcome": ["answered", "rights_request"], "gold": ["privacy-policy:5.1"], "gold_all": ["privacy-policy:5.2"], \
            "also_ok": ["contact:0.1"], "right": "erasure", "must": [["刪除", "清除"]], "must_not": ["保證"], "parity": "erase", "why": "5.1"}
            """;
    private static final String LEAST = "{\"id\": \"q2\", \"lang\": \"en\", \"kind\": \"human\", \"question\": \"a person?\", \"outcome\": [\"human\"]}\n";

    @TempDir
    Path folder;

    @Test
    void everyFieldOfALineIsRead() throws Exception {
        assertThat(GoldenQuestions.read(file(WHOLE))).containsExactly(new GoldenQuestion("q1", Language.ZH_HANT,
                Kind.RIGHTS_INFO, List.of("你好"), "如何刪除?", List.of("answered", "rights_request"),
                List.of("privacy-policy:5.1"), List.of("privacy-policy:5.2"), List.of("contact:0.1"), Right.ERASURE,
                List.of(List.of("刪除", "清除")), List.of("保證"), "erase", "5.1"));
    }

    @Test
    void whatMayBeEmptyMayBeLeftOutAndBlankLinesAreSkipped() throws Exception {
        List<GoldenQuestion> questions = GoldenQuestions.read(file("\n" + WHOLE + "  \n" + LEAST));

        assertThat(questions).extracting(GoldenQuestion::id).containsExactly("q1", "q2");
        assertThat(questions.getLast().gold()).isEmpty();
        assertThat(questions.getLast().right()).isNull();
    }

    @Test
    void theDevelopmentQuestionsAreReadWhole() throws Exception {
        assertThat(GoldenQuestions.read(Path.of("src/test/resources/evaluation/dev.jsonl"))).hasSize(170)
                .extracting(GoldenQuestion::language).contains(Language.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "why": "5.1"             | "hint": "5.1"            | unknown field "hint"
            "lang": "zh-Hant"        | "lang": "zh"             | "lang": "zh" is not known
            "kind": "rights_info"    | "kind": "other"          | "kind": "other" is not known
            "kind": "rights_info"    | "kind": null             | "kind" is missing or empty
            "right": "erasure"       | "right": "deletion"      | "right": "deletion" is not known
            "answered",              | "replied",               | "outcome": "replied" is not known
            "question": "如何刪除?"    | "question": 5            | "question" must hold text
            "history": ["你好"]       | "history": "你好"         | "history" must be a list
            "must": [["刪除", "清除"]] | "must": ["刪除"]          | "must" must be a list
            "contact:0.1"            | "contact:1"              | "also_ok": "contact:1" is no passage id such as privacy-policy:3.1
            "why": "5.1"             | "id": "q3"               | not JSON at column
            "why": "5.1"}            | "why": "5.1"} {}         | not JSON at column
            "why": "5.1"}            | "why":                   | not JSON at column
            """)
    void aFaultyLineIsNamedWithWhatIsWrong(String right, String wrong, String fault) throws IOException {
        assertThat(WHOLE).contains(right);
        Path file = file(LEAST + WHOLE.replace(right, wrong));

        assertThat(faults(file)).singleElement().asString().startsWith(file + ":2: " + fault);
    }

    @Test
    void allFaultyLinesAreNamedAtOnce() throws IOException {
        Path file = file("[]\n" + LEAST + LEAST + "{\"id\": \"q3\"}\n");

        assertThat(faults(file)).containsExactly(file + ":1: a question is a JSON object",
                file + ":3: the id q2 is already that of line 2", file + ":4: \"lang\" is missing or empty");
    }

    @Test
    void aPassageThatTheCorpusLacksIsNamedWithItsLine() throws IOException {
        Path file = file(LEAST + WHOLE + "\n");
        GoldenFileException fault = catchThrowableOfType(GoldenFileException.class,
                () -> GoldenQuestions.read(file, passage -> !passage.equals("contact:0.1")));
        assertThat(fault.faults()).containsExactly(file + ":2: the corpus has no passage \"contact:0.1\"");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstQuestion() throws Exception {
        assertThat(GoldenQuestions.read(file("\uFEFF" + LEAST))).hasSize(1);
    }

    @Test
    void aFileThatIsEmptyMissingOrNotUtf8IsNamed() throws IOException {
        Path empty = file("\n");
        assertThat(faults(empty)).containsExactly(empty + ": the file has no questions");

        Path binary = Files.write(folder.resolve("binary.jsonl"), new byte[]{'"', (byte) 0xff, '"'});
        assertThat(faults(binary)).containsExactly(binary + ": the file is not UTF-8");

        Path missing = folder.resolve("missing.jsonl");
        assertThat(faults(missing)).containsExactly(missing + ": the file cannot be read");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("golden.jsonl"), text);
    }

    private static List<String> faults(Path file) {
        GoldenFileException fault = catchThrowableOfType(GoldenFileException.class, () -> GoldenQuestions.read(file));
        assertThat(fault).as("a fault in " + file).isNotNull();
        return fault.faults();
    }
}
