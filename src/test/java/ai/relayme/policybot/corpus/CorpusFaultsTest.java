package ai.relayme.policybot.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a corpus file is told with the file and its line. */
class CorpusFaultsTest {
    /** Where the body begins in {@link CorpusFiles#document}. */
    private static final int FIRST_LINE = 11;

    @TempDir
    private Path folder = Path.of("");

    private List<String> faults() {
        return catchThrowableOfType(CorpusException.class, () -> new CorpusReader(documents -> List.of()).read(folder))
                .faults();
    }

    private Corpus read() {
        try {
            return new CorpusReader(documents -> List.of()).read(folder);
        } catch (CorpusException e) {
            throw new AssertionError(String.join("; ", e.faults()), e);
        }
    }

    private void body(String body) {
        CorpusFiles.write(folder, "en/policy.md", CorpusFiles.document("Policy", "official", body));
    }

    /** Writes a good document with one line of its front matter replaced. */
    private void frontMatter(String line, String replacement) {
        CorpusFiles.write(folder, "en/policy.md",
                CorpusFiles.document("Policy", "official", "Words.").replace(line + "\n", replacement));
    }

    @Test
    void readsADocumentInGoodForm() {
        body("Before.\n\n## 1. First\n\nLead:\n\n- **One:** a *b* `c` [d](https://example.com)\n- Two &amp; three\n\n"
                + "## 2. Second\n\nAfter\nthe break.");
        assertThat(read().passages()).extracting(Passage::id, Passage::heading, Passage::text).containsExactly(
                org.assertj.core.groups.Tuple.tuple("policy:0.1", "Policy", "Before."),
                org.assertj.core.groups.Tuple.tuple("policy:1.1", "First", "Lead:"),
                org.assertj.core.groups.Tuple.tuple("policy:1.2", "First", "One: a b c d"),
                org.assertj.core.groups.Tuple.tuple("policy:1.3", "First", "Two & three"),
                org.assertj.core.groups.Tuple.tuple("policy:2.1", "Second", "After the break."));
    }

    @Test
    void namesTheLineOfBytesThatAreNoUtf8() throws IOException {
        Files.createDirectories(folder.resolve("en"));
        Files.write(folder.resolve("en/policy.md"),
                CorpusFiles.document("Policy", "official", "One.\n\ncaf\u00e9 au lait")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(faults()).containsExactly("en/policy.md:" + (FIRST_LINE + 2) + ": the file is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"title: Policy, title", "version: 2026-01-01, version", "url: https://example.com/policy, url",
            "status: official, status", "prevails: zh, prevails"})
    void namesAKeyThatIsMissing(String line, String key) {
        frontMatter(line, "");
        assertThat(faults()).anySatisfy(
                fault -> assertThat(fault).startsWith("en/policy.md:1: ").contains("'" + key + "'"));
    }

    @Test
    void namesAKeyThatIsUnknown() {
        frontMatter("prevails: zh", "prevails: zh\nauthor: somebody\n");
        assertThat(faults()).singleElement().asString().startsWith("en/policy.md:").contains("'author'");
    }

    @Test
    void namesAKeyThatStandsThereTwice() {
        frontMatter("prevails: zh", "prevails: zh\nversion: 2027-01-01\n");
        assertThat(faults()).singleElement().asString().startsWith("en/policy.md:").contains("'version'");
    }

    @ParameterizedTest
    @CsvSource({"status: official, status: binding, status", "prevails: zh, prevails: fr, prevails",
            "url: https://example.com/policy, url: http://example.com/policy, url",
            "url: https://example.com/policy, url: javascript:alert(1), url",
            "url: https://example.com/policy, url: https://exa mple.com/, url",
            "url: https://example.com/policy, url: https:///policy, url", "title: Policy, title:, title"})
    void namesAValueThatIsNone(String line, String replacement, String key) {
        frontMatter(line, replacement + "\n");
        assertThat(faults()).anySatisfy(
                fault -> assertThat(fault).startsWith("en/policy.md:").contains("'" + key + "'"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"\"## 2. Second\n\nWords.\", 0",
            "\"## 1. One\n\nA.\n\n## 3. Three\n\nB.\", 4",
            "\"## 1. One\n\nA.\n\n## 1. Again\n\nB.\", 4", "\"## First\n\nWords.\", 0", "\"### 1. Deep\n\nWords.\", 0",
            "\"Words.\n\n# Policy\n\nMore.\", 2", "\"Words.\n\n<div>html</div>\n\nMore.\", 2",
            "\"Words.\n\nSome <b>bold</b> words.\", 2", "\"Words.\n\n```\ncode\n```\", 2", "\"Words.\n\n    code\", 2",
            "\"Words.\n\n> quoted\", 2", "\"Lead:\n\n- one\n  - nested\n- two\", 2",
            "\"Lead:\n\n- one\n\n  second paragraph\n- two\", 2",
            "\"Words.\n\n![a picture](https://example.com/a.png)\", 2"})
    void namesTheLineOfWhatIsNotOfTheForm(String body, int line) {
        body(body);
        assertThat(faults()).isNotEmpty().allSatisfy(
                fault -> assertThat(fault).startsWith("en/policy.md:" + (FIRST_LINE + line) + ": "));
    }

    @Test
    void namesATitleThatIsNotTheFrontMatters() {
        CorpusFiles.write(folder, "en/policy.md",
                CorpusFiles.document("Policy", "official", "Words.").replace("# Policy", "# Other"));
        assertThat(faults()).singleElement().asString().startsWith("en/policy.md:9: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "---\n---\n", "just words", "# Title"})
    void namesADocumentThatIsNone(String text) {
        CorpusFiles.write(folder, "en/policy.md", text);
        assertThat(faults()).isNotEmpty().allSatisfy(fault -> assertThat(fault).startsWith("en/policy.md:1: "));
    }

    @Test
    void namesADocumentWithoutPassages() {
        body("");
        assertThat(faults()).containsExactly("en/policy.md:1: the document has no passages");
    }

    @Test
    void namesAFileThatIsTooLarge() {
        body("word ".repeat(300_000));
        assertThat(faults()).singleElement().asString().startsWith("en/policy.md: ").contains("1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Par\u200bcels leave.", "Parcels \u202eleave\u202c.", "Parcels leave\udb40\udc41.",
            "Parcels\u0007.",
            "Par\u00adcels.", "Par\ufeffcels.", "Par&ZeroWidthSpace;cels.", "Par&#x202e;cels", "Parcels\u0000.",
            "[link](https://example.com/\u200b)", "- Par\u200dcels"})
    void namesTheLineOfWhatNobodySees(String words) {
        body("One.\n\n" + words + "\n");
        assertThat(faults()).singleElement().asString().startsWith("en/policy.md:" + (FIRST_LINE + 2)
                + ": an invisible character, U+");
    }

    @Test
    void namesWhatNobodySeesInHeadingsAndFrontMatter() {
        body("## 1. Fi\u200brst\n\nWords.\n\n## 2. Sec&shy;ond\n\nWords.");
        assertThat(faults()).hasSize(2);
        frontMatter("version: 2026-01-01", "version: 2026\u200b-01-01\n");
        assertThat(faults()).containsExactly(
                "en/policy.md:3: an invisible character, U+200B, is not part of the corpus format");
    }

    @Test
    void takesTheSignsOfEmojiAndOfVariantsOfChineseCharacters() {
        body("We ❤️ you 👩🏽‍💻 and 葛\udb40\udd00城.");
        assertThat(read().passages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n--- | :-:\n1 | 2", "Words\n| a | b |",
            "- | a | b |"})
    void namesTheLineOfATable(String table) {
        body("One.\n\n" + table + "\n");
        assertThat(faults()).containsExactly(
                "en/policy.md:" + (FIRST_LINE + 2) + ": a table is not part of the corpus format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ask us | or not", "Yes |\nno", "a | b\nc | d"})
    void readsABarAmongWords(String words) {
        body(words);
        assertThat(read().passages()).hasSize(1);
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        CorpusFiles.write(folder, "en/policy.md", "\uFEFF" + CorpusFiles.document("Policy", "official", "Words."));
        assertThat(read().passages()).extracting(Passage::text).containsExactly("Words.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no pipes among its files")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void waitsForNoPipe() throws Exception {
        body("Words.");
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("en/other.md").toString()).start().waitFor()).isZero();
        assertThat(faults()).containsExactly("en/other.md: this is no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy.md", "fr/policy.md", "EN/policy.md", "zh/policy.md", "en/Policy.md",
            "en/my policy.md", "en/.md"})
    void namesAFileInTheWrongPlace(String path) {
        CorpusFiles.write(folder, path, CorpusFiles.document("Policy", "official", "Words."));
        assertThat(faults()).singleElement().asString().startsWith(path + ": ");
    }

    @Test
    void namesEveryFaultOfEveryFile() {
        body("## 2. Second\n\nWords.\n\n> quoted");
        CorpusFiles.write(folder, "zh-Hant/policy.md", "");
        assertThat(faults()).filteredOn(fault -> fault.startsWith("en/policy.md:")).hasSize(2);
        assertThat(faults()).anyMatch(fault -> fault.startsWith("zh-Hant/policy.md:"));
    }

    @Test
    void tellsThatTheFolderIsMissingOrEmpty() {
        assertThat(faults()).singleElement().asString().contains("no documents");
        folder = folder.resolve("none");
        assertThat(faults()).singleElement().asString().contains("does not exist");
    }

    @Test
    void changesTheVersionWithEveryByte() {
        body("Words.");
        Corpus before = read();
        body("Words. ");
        Corpus after = read();
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.document("policy", Language.EN).orElseThrow().digest())
                .isNotEqualTo(before.document("policy", Language.EN).orElseThrow().digest());
        body("Words.");
        assertThat(read().version()).isEqualTo(before.version());
    }
}
