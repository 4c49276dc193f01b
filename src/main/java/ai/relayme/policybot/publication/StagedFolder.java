package ai.relayme.policybot.publication;

import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of documents that wait: each in the place of the published one of its name, or beside them. */
final class StagedFolder {
    private final Path published;
    private final Path staged;
    private final Path scratch;

    /**
     * @param published the corpus folder
     * @param data      the folder that everything is written to
     */
    StagedFolder(Path published, Path data) {
        this.published = published;
        this.staged = data.resolve("staged");
        this.scratch = data;
    }

    /** The files that wait, as {@code <language>/<document>.md}. */
    List<Path> files() {
        return files(staged);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                    .map(folder::relativize).filter(file -> file.getNameCount() == 2).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a document among those that wait. */
    void put(Language language, String document, String text) {
        replace(staged.resolve(language.tag()), document + ".md", text);
    }

    /** Takes all that wait away. */
    void clear() {
        Folders.delete(staged);
    }

    /** A new folder with the corpus as it would be; to be deleted. */
    Path whole() {
        try {
            Path whole = Files.createTempDirectory(scratch, "staged-");
            for (Path folder : List.of(published, staged)) {
                for (Path file : files(folder)) {
                    Files.createDirectories(whole.resolve(file).getParent());
                    Files.copy(folder.resolve(file), whole.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether documents can be put into the corpus folder by this program. */
    boolean isWritable() {
        return Files.isWritable(published) && Stream.of(Language.values()).map(Language::tag).map(published::resolve)
                .filter(Files::isDirectory).allMatch(Files::isWritable);
    }

    /**
     * Puts every file that waits in its place, each in one step.
     *
     * @param kept where the files that they replace are kept
     */
    void publish(String kept) {
        try {
            for (Path file : files()) {
                Path old = published.resolve(file);
                if (Files.exists(old)) {
                    Path copy = scratch.resolve("replaced").resolve(kept).resolve(file);
                    Files.createDirectories(copy.getParent());
                    Files.copy(old, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                // a file that waits lies in the folder of its language
                replace(published.resolve(file.getName(0)), file.getName(1).toString(),
                        Files.readString(staged.resolve(file)));
            }
            clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            // a name that no reader takes for a document's, in the same folder, so that moving it is one step
            Path fresh = folder.resolve("." + name + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
