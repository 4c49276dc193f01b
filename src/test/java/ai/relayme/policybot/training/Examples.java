package ai.relayme.policybot.training;

import ai.relayme.policybot.hashing.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The labelled examples: {@code label<TAB>text}, a line each. */
final class Examples {
    private static final Path FOLDER = Path.of("src/test/resources/training");
    private static final Path TERMS = Path.of("src/main/resources/ai/relayme/policybot");

    /** Questions about these may as well be requests. */
    private static final Pattern ABOUT_RIGHTS = Pattern
            .compile("access-right|rectification|erasure|restriction|portability"
                    + "|objection|account-deletion|consent-withdrawal|marketing|customer-support|live-chat"
                    + "|complaint|off-topic|recover|report-security|authorized-agent|deceased|cancel-subscription|api-key");

    /** More of them would drown what is rarer than a policy question. */
    private static final int ONE_OF = 15;

    /** Questions in plain words are how most people ask: more of them serve, the more the fewer a file has. */
    private static final String PLAIN = "-plain.tsv";
    private static final String MANY_PLAIN = "-everyday-plain.tsv";
    private static final int ONE_OF_MANY_PLAIN = 4;

    private Examples() {}

    /** A text and what it is. */
    record Labelled(String label, String text) {}

    /** Messages and what their writers want; questions of the concept examples are policy questions. */
    static List<Labelled> intents() throws IOException {
        List<Labelled> examples = new ArrayList<>();
        for (Path file : files("intents-")) {
            examples.addAll(read(file));
        }
        for (Path file : files("concepts-")) {
            List<Labelled> questions = read(file);
            int step = step(file.getFileName().toString());
            for (int i = 0; i < questions.size(); i += step) {
                if (!ABOUT_RIGHTS.matcher(questions.get(i).label()).find()) {
                    examples.add(new Labelled("policy", questions.get(i).text()));
                }
            }
        }
        return List.copyOf(examples);
    }

    private static int step(String file) {
        return file.endsWith(MANY_PLAIN) ? ONE_OF_MANY_PLAIN : file.endsWith(PLAIN) ? 1 : ONE_OF;
    }

    /** Questions and the concepts that they ask about, separated by commas; what has nothing to do with policies is one. */
    static List<Labelled> concepts() throws IOException {
        List<Labelled> examples = new ArrayList<>();
        for (Path file : files("intents-")) {
            read(file).stream().filter(example -> example.label().equals("offtopic"))
                    .forEach(example -> examples.add(new Labelled("off-topic", example.text())));
        }
        for (Path file : files("concepts-")) {
            examples.addAll(read(file));
        }
        return List.copyOf(examples);
    }

    private static List<Labelled> read(Path file) throws IOException {
        List<Labelled> examples = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            if (tab > 0 && tab + 1 < line.length()) {
                examples.add(new Labelled(line.substring(0, tab), line.substring(tab + 1)));
            }
        }
        return examples;
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }

    /** Names all examples and term files together: a model trained on others is out of date. */
    static String digest() throws IOException {
        List<Path> files = new ArrayList<>(files(""));
        files.add(TERMS.resolve("glossary/glossary.txt"));
        files.add(TERMS.resolve("intent/intent.txt"));
        return digest(files);
    }

    /** Names the examples and terms that the vectors are made from. */
    static String vectorsDigest() throws IOException {
        List<Path> files = new ArrayList<>(files("concepts-"));
        files.add(TERMS.resolve("glossary/glossary.txt"));
        return digest(files);
    }

    private static String digest(List<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Path file : files) {
            bytes.writeBytes(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(Files.readAllBytes(file));
        }
        return Sha256.hex(bytes.toByteArray()).substring(0, 16);
    }
}
