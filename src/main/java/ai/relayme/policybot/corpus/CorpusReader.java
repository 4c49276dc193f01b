package ai.relayme.policybot.corpus;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a corpus folder: {@code <language>/<document>.md}. */
public final class CorpusReader {
    /** 1 MiB: a policy is a hundredth of that, and a larger file is a mistake that would stall every reader. */
    private static final long LARGEST_FILE = 1 << 20;
    private static final Pattern DOCUMENT_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final DocumentReader documents = new DocumentReader();
    private final VersionComparison comparison;

    /** The comparison is made at most once of each corpus that is read. */
    public CorpusReader(VersionComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * The corpus in that folder as it stands now.
     *
     * @throws CorpusException naming every file that is at fault, or that the folder is missing or empty
     */
    public Corpus read(Path folder) throws CorpusException {
        List<String> faults = new ArrayList<>();
        List<Document> found = new ArrayList<>();
        StringBuilder digests = new StringBuilder();
        for (Path file : files(folder)) {
            try {
                Document document = document(folder, file);
                found.add(document);
                digests.append(document.language().tag()).append('/').append(document.id()).append(' ')
                        .append(document.digest()).append('\n');
            } catch (CorpusException e) {
                faults.addAll(e.faults());
            }
        }
        if (faults.isEmpty() && found.isEmpty()) {
            faults.add(folder + ": no documents; expected <language>/<document>.md");
        }
        if (!faults.isEmpty()) {
            throw new CorpusException(faults);
        }
        String version = Sha256.hex(digests.toString()).substring(0, 12);
        return new Corpus(version, found, () -> new Divergences(comparison.compare(List.copyOf(found))));
    }

    /** Whether a document may be called so. */
    public static boolean isName(String document) {
        return DOCUMENT_ID.matcher(document).matches();
    }

    /** What would be wrong with a document of that name and text, a line each; none where it could be served. */
    public List<String> faults(String document, Language language, String text) {
        String path = language.tag() + "/" + document + ".md";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!isName(document)) {
            return List.of("a document's name has only a-z, 0-9 and -");
        }
        try {
            documents.read(path, document, language, bytes);
            return List.of();
        } catch (CorpusException e) {
            return e.faults();
        }
    }

    private static List<Path> files(Path folder) throws CorpusException {
        if (!Files.isDirectory(folder)) {
            throw new CorpusException(List.of(folder + ": the corpus folder does not exist"));
        }
        // folders that are exchanged whole, as volumes of a cluster are, are links
        try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.toString().endsWith(".md") && !Files.isDirectory(file)).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CorpusException(List.of(folder + ": the corpus folder cannot be read"));
        }
    }

    private Document document(Path folder, Path file) throws CorpusException {
        Path relative = folder.relativize(file);
        Optional<Language> language = relative.getNameCount() == 2
                ? Language.ofTag(relative.getName(0).toString())
                : Optional.empty();
        if (language.isEmpty()) {
            throw new CorpusException(List.of(relative + ": a document lies in en, zh-Hans or zh-Hant"));
        }
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - ".md".length());
        if (!DOCUMENT_ID.matcher(id).matches()) {
            throw new CorpusException(List.of(relative + ": a document's name has only a-z, 0-9 and -"));
        }
        return documents.read(relative.toString(), id, language.get(), bytes(relative, file));
    }

    private static byte[] bytes(Path relative, Path file) throws CorpusException {
        if (!Files.isRegularFile(file)) {
            // a pipe would be waited for
            throw new CorpusException(List.of(relative + ": this is no file"));
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new CorpusException(List.of(relative + ": the file is larger than 1 MiB"));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CorpusException(List.of(relative + ": the file cannot be read"));
        }
    }
}
