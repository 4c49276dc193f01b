package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.correction.Correction.Cited;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.Store;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.ulid.UlidFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that checks a corpus, and the answers that are given from one whose versions disagree. */
class CheckCommandTest {
    private static final Path SHIPPED = Path.of("corpus");
    private static final String ENGLISH = "en/privacy-policy.md";
    private static final String SIMPLIFIED = "zh-Hans/privacy-policy.md";
    private static final String TRADITIONAL = "zh-Hant/privacy-policy.md";

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-25T09:00:00Z"));

    @TempDir
    private Path folder = Path.of("");
    private Path corpus = Path.of("");

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void copyTheShippedCorpus() {
        corpus = folder.resolve("corpus");
        CorpusFiles.copyShipped(corpus);
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(corpus.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(corpus.resolve(file), text.replace(from, to));
    }

    private Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments,
                Map.of("DATA_DIR", folder.resolve("data").toString(), "CORPUS_DIR", corpus.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private JsonNode json(String... arguments) throws IOException {
        Path file = folder.resolve("check.json");
        Run run = run(Stream.concat(Stream.of(arguments), Stream.of("--json", file.toString())).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return new JsonMapper().readTree(file.toFile());
    }

    private Path golden() throws IOException {
        return Files.writeString(folder.resolve("golden.jsonl"), """
                {"id": "sell", "lang": "en", "kind": "answerable", "question": "Do you sell my personal data?", \
                "outcome": ["answered"], "gold": ["privacy-policy:3.1"], "must": [["do not sell"]]}
                {"id": "hours", "lang": "en", "kind": "answerable", "question": "When is support open?", \
                "outcome": ["answered"], "gold": ["contact:1.3"]}
                """);
    }

    @Test
    void theShippedCorpusPasses() {
        Run run = run("check");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("language versions: 0 disagreements");
    }

    @Test
    void aDisagreementIsNamedWithBothTexts() throws IOException {
        change(TRADITIONAL, "24/7 基礎設施", "24/5 基礎設施");

        Run run = run("check");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("privacy-policy:4.5 time: en, zh-Hant",
                "    en: Security Monitoring: 24/7 infra",
                "    zh-Hant: 安全監察：24/5 基礎設施安全監察");
        JsonNode json = json("check");
        assertThat(json.at("/passes").booleanValue()).isFalse();
        assertThat(json.at("/divergences/0/place").textValue()).isEqualTo("privacy-policy:4.5");
        assertThat(json.at("/divergences/0/second/language").textValue()).isEqualTo("zh-Hant");
    }

    @Test
    void anAnswerThatGetsWorseIsToldAndFailsTheCheck() throws IOException {
        for (String file : List.of(ENGLISH, SIMPLIFIED, TRADITIONAL)) {
            // the same clause goes from every version, so that they still agree
            String text = Files.readString(corpus.resolve(file));
            Files.writeString(corpus.resolve(file), text.replaceFirst("(?ms)^## 3\\. (.*?)\\n\\n.*?\\n\\n",
                    "## 3. $1\n\n"));
        }

        Run run = run("check", "--against", SHIPPED.toString(), "--golden", golden().toString());

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out()).contains("language versions: 0 disagreements", "golden questions: 1 of 2",
                "sell worse: Do you sell", "before: answered citing privacy-policy:3.1");
    }

    @Test
    void aCorpusThatIsTheSameChangesNoAnswer() throws IOException {
        JsonNode json = json("check", "--against", SHIPPED.toString(), "--golden", golden().toString());

        assertThat(json.at("/passes").booleanValue()).isTrue();
        assertThat(json.at("/golden")).hasToString("{\"asked\":2,\"changed\":[]}");
    }

    @Test
    void aQuoteOfAPastAnswerThatNoLongerStandsIsTold() throws IOException {
        assertThat(run("ask", "Do you sell my personal data?").code()).isZero();
        assertThat(json("check").at("/past/fallen")).isEmpty();
        change(ENGLISH, "We do not sell, rent, or trade", "We never sell, rent, or trade");

        Run run = run("check");

        assertThat(run.out()).contains("past answers: 1 of 1 quote in 1 answer no longer stand",
                "privacy-policy:3.1 en, in 1 answer: \u201CWe do not sell", "now: We never sell");
    }

    private String approved(String question, String passage) {
        String database = "jdbc:sqlite:" + folder.resolve("data/policybot.db");
        try (Store store = Store.open(database)) {
            UlidFactory ids = UlidFactory.newInstance();
            Corrections corrections = new Corrections(store, new AuditLog(store, ids, CLOCK), ids, CLOCK);
            Corpus published = new CorpusReader(documents -> List.of()).read(corpus);
            Cited cited = Cited.of(published, published.passage(passage, Language.EN).orElseThrow());
            String id = corrections.add(question, Language.EN, "We never sell it.", List.of(cited), "author").id();
            assertThat(corrections.approve(id, "approver", published)).isEqualTo(Corrections.Step.DONE);
            return id;
        } catch (CorpusException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCorrectionThatWouldBeSuspendedIsHeldAsAGoldenQuestion() throws IOException {
        assertThat(run("ask", "Do you sell my personal data?").code()).isZero();
        String held = approved("Do you sell my personal data?", "privacy-policy:3.1");
        String unheld = approved("Could a rival purchase what I typed?", "privacy-policy:3.1");
        assertThat(json("check").at("/corrections")).hasToString("{\"approved\":2,\"suspended\":[]}");
        change(ENGLISH, "We do not sell, rent, or trade", "We never sell, rent, or trade");

        Run run = run("check");

        assertThat(run.out()).contains("corrections: 2 of 2 would be suspended", held + ": Do you sell",
                "instead: answered citing privacy-policy:3.1", unheld + " worse: Could a rival");
        assertThat(run.code()).isEqualTo(1);
        JsonNode json = json("check");
        assertThat(json.at("/passes").booleanValue()).isFalse();
        assertThat(json.at("/corrections/suspended")).hasSize(2);
    }

    @Test
    void theDatabaseIsNotMadeByChecking() {
        assertThat(run("check").code()).isZero();
        assertThat(folder.resolve("data/policybot.db")).doesNotExist();
    }

    @Test
    void refusesHalfAComparisonAndAFolderThatIsNone() throws IOException {
        assertThat(run("check", "--against", SHIPPED.toString()).err()).contains("--golden");
        Run run = run("check", "--against", folder.resolve("none").toString(), "--golden", golden().toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--against");
    }
}
