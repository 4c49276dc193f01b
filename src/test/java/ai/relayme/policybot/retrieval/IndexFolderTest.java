package ai.relayme.policybot.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that lies on disk, as a large corpus has it. */
class IndexFolderTest {
    private static final List<String> THINGS = List.of("email addresses", "order records", "payment status", "cookies",
            "access logs", "profile pictures", "delivery addresses", "voice recordings", "survey replies");
    private static final List<String> ACTS = List.of("collect", "store", "share", "delete", "encrypt", "disclose");
    private static final List<String> QUESTIONS = List.of("Who gets my delivery addresses?", "Do you encrypt cookies?",
            "voice recrdings", "How long do you keep order records?");

    @TempDir
    private Path folder = Path.of("");

    private final Glossary glossary = Glossary.read();
    private final ScriptFolder scripts = new ScriptFolder();
    private final Tokenizer tokenizer = new Tokenizer(scripts);
    private final TextEmbedder embedder = TextEmbedder.read();

    private Path corpus() {
        return folder.resolve("corpus");
    }

    private Path place() {
        return folder.resolve("index");
    }

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(41);
        StringBuilder text = new StringBuilder("""
                ---
                title: Policy
                version: "2026-01-01"
                url: https://example.com/policy
                status: official
                prevails: en
                ---
                # Policy

                """);
        for (int i = 0; i < 500; i++) {
            text.append(i % 10 == 0 ? "## " + (i / 10 + 1) + ". " + pick(THINGS, random) + "\n\n" : "")
                    .append("We ").append(pick(ACTS, random)).append(' ').append(pick(THINGS, random))
                    .append(" for ").append(random.nextInt(400)).append(" days.\n\n");
        }
        CorpusFiles.write(corpus(), "en/policy.md", text.toString());
    }

    private static String pick(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private Corpus read(Path from) throws Exception {
        return new CorpusReader(_ -> List.of()).read(from);
    }

    private PassageIndex inMemory(Path from, Optional<TextEmbedder> vectors) throws Exception {
        return new PassageIndex(read(from), glossary, tokenizer, scripts, vectors);
    }

    private PassageIndex onDisk(Path from, Optional<TextEmbedder> vectors) throws Exception {
        return new PassageIndex(read(from), glossary, tokenizer, scripts, vectors,
                Optional.of(new IndexFolder(place(), 1)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(place())) {
            return files.filter(Files::isRegularFile).sorted().map(file -> {
                try {
                    return file + " " + Files.getLastModifiedTime(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }).toList();
        }
    }

    private static List<String> found(PassageIndex index, String question, Language language) {
        return index.search(Query.of(question, language), 10).stream()
                .map(hit -> hit.passage().id() + " " + hit.score()).toList();
    }

    private static void assertAlike(PassageIndex one, PassageIndex other) {
        for (String question : QUESTIONS) {
            assertThat(found(one, question, Language.EN)).as(question).isNotEmpty()
                    .isEqualTo(found(other, question, Language.EN));
        }
    }

    @Test
    void findsWhatOneInMemoryFinds() throws Exception {
        assertAlike(onDisk(corpus(), Optional.empty()), inMemory(corpus(), Optional.empty()));
        Path shipped = Path.of("corpus");
        PassageIndex onDisk = onDisk(shipped, Optional.of(embedder));
        PassageIndex inMemory = inMemory(shipped, Optional.of(embedder));
        assertAlike(onDisk, inMemory);
        assertThat(found(onDisk, "怎样删除我的账户信息？", Language.ZH_HANS))
                .isEqualTo(found(inMemory, "怎样删除我的账户信息？", Language.ZH_HANS));
        assertThat(onDisk.about("right-erasure", Language.EN)).isEqualTo(inMemory.about("right-erasure", Language.EN));
    }

    @Test
    void isOpenedAndNotBuiltAgainWhileTheCorpusIsTheSame() throws Exception {
        PassageIndex first = onDisk(corpus(), Optional.of(embedder));
        List<String> built = files();
        PassageIndex second = onDisk(corpus(), Optional.of(embedder));
        assertThat(files()).isNotEmpty().isEqualTo(built);
        assertAlike(first, second);
    }

    @Test
    void isBuiltAnewForAnotherCorpusWhileTheOldOneGoesOn() throws Exception {
        PassageIndex old = onDisk(corpus(), Optional.empty());
        List<String> before = found(old, "voice recordings", Language.EN);
        Files.writeString(corpus().resolve("en/policy.md"),
                Files.readString(corpus().resolve("en/policy.md")) + "We never sell unicorns.\n");
        PassageIndex changed = onDisk(corpus(), Optional.empty());
        assertThat(found(changed, "Do you sell unicorns?", Language.EN).getFirst()).startsWith("policy:50.");
        assertThat(found(old, "voice recordings", Language.EN)).isEqualTo(before);
        assertThat(place()).isDirectoryContaining(Files::isDirectory);
        assertThat(place().toFile().list()).hasSize(1);
    }

    @Test
    void isBuiltAnewWhereItIsDamaged() throws Exception {
        PassageIndex whole = onDisk(corpus(), Optional.empty());
        List<Path> segments;
        try (Stream<Path> files = Files.walk(place())) {
            segments = files.filter(file -> file.getFileName().toString().startsWith("segments_")).toList();
        }
        assertThat(segments).hasSize(1);
        Files.write(segments.getFirst(), new byte[7]);
        assertAlike(onDisk(corpus(), Optional.empty()), whole);
    }
}
