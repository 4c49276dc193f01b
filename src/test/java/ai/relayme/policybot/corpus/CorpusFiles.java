package ai.relayme.policybot.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Corpus folders that tests write. */
public final class CorpusFiles {
    private static final Path SHIPPED = Path.of("corpus");

    private CorpusFiles() {}

    /** The text of a document in good form, with this body after its title. */
    public static String document(String title, String status, String body) {
        return """
                ---
                title: %s
                version: 2026-01-01
                url: https://example.com/policy
                status: %s
                prevails: zh
                ---

                # %s

                %s
                """.formatted(title, status, title, body);
    }

    /** Makes a folder a copy of the corpus that comes with the program, for a test to change. */
    public static void copyShipped(Path folder) {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(folder, SHIPPED.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of the folder in one step, as a careful publisher does. */
    public static void write(Path folder, String path, String text) {
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Path aside = Files.createTempFile("corpus", ".part");
            Files.writeString(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
