package ai.relayme.policybot.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceFinderTest {
    private static final Path SHIPPED = Path.of("corpus");
    private static final Path ALTERATIONS = Path.of("src/test/resources/divergence/alterations.tsv");
    private static final CorpusReader READER = new CorpusReader(finder());

    @TempDir
    private Path folder;

    private static DivergenceFinder finder() {
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        return new DivergenceFinder(new Glossary(tokenizer), tokenizer, scripts, new LanguageDetector(scripts),
                new SentenceSplitter());
    }

    private record Alteration(String file, String place, String kind, String from, String to) {
        static Alteration of(String line) {
            String[] cells = line.split("\t", -1);
            return new Alteration(cells[0], cells[1], cells[2], cells[3].replace("\\n", "\n"),
                    cells[4].replace("\\n", "\n"));
        }

        String applied(String text) {
            if (!from.startsWith("SWAP ")) {
                assertThat(text).contains(from);
                return text.replace(from, to);
            }
            String[] items = from.split(" ", -1);
            String one = item(text, items[1]);
            String other = item(text, items[2]);
            return text.replace(one, "\0").replace(other, one).replace("\0", other);
        }

        /** The line of a list item; its section begins with a paragraph, which is passage 1. */
        private static String item(String text, String number) {
            String[] parts = number.split("\\.", -1);
            int section = text.indexOf("## " + parts[0] + ".");
            Matcher line = Pattern.compile("(?m)^- .*$").matcher(text);
            assertThat(line.find(section)).isTrue();
            for (int i = 2; i < Integer.parseInt(parts[1]); i++) {
                assertThat(line.find()).isTrue();
            }
            return line.group();
        }
    }

    /** The shipped corpus with that change, compared. */
    private List<Divergence> divergences(Alteration alteration) throws IOException, CorpusException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = SHIPPED.relativize(file).toString();
                Path copy = folder.resolve(name);
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file);
                Files.writeString(copy, name.equals(alteration.file()) ? alteration.applied(text) : text);
            }
        }
        return READER.read(folder).divergences().all();
    }

    @Test
    void theShippedVersionsAgree() throws CorpusException {
        assertThat(READER.read(SHIPPED).divergences().all()).isEmpty();
    }

    @Test
    void anAlterationOfOneVersionIsFoundWhereItIsAndNowhereElse() throws Exception {
        List<String> missed = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        List<Alteration> alterations = Files.readAllLines(ALTERATIONS).stream().filter(line -> !line.startsWith("#"))
                .map(Alteration::of).toList();
        for (Alteration alteration : alterations) {
            List<Divergence> found = divergences(alteration);
            if (found.stream().noneMatch(divergence -> divergence.place().equals(alteration.place())
                    && divergence.kind().label().equals(alteration.kind()))) {
                missed.add(alteration + " found " + found);
            }
            found.stream().filter(divergence -> !divergence.place().equals(alteration.place())
                    && divergence.kind() != Divergence.Kind.ORDER)
                    .forEach(divergence -> elsewhere.add(alteration + " found " + divergence));
        }
        assertThat(alterations).hasSizeGreaterThanOrEqualTo(30);
        assertThat(missed).isEmpty();
        assertThat(elsewhere).isEmpty();
    }
}
