package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.files.OwnerOnly;
import ai.relayme.policybot.hashing.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the index of a large corpus lies, so that it takes little of the heap and is opened, not built, by the next start. A
 * small corpus is indexed in memory: that takes less than a second, and nothing can be out of date.
 *
 * @param folder belongs to the index alone: what else lies in it is removed
 * @param from   corpora of at least so many passages lie there
 */
public record IndexFolder(Path folder, int from) {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
    /** From a hundred thousand passages on an index takes minutes to build and hundreds of megabytes of heap. */
    private static final int LARGE = 100_000;
    /** What the index gathers in memory before it writes: larger pieces are merged less often. */
    private static final double BUFFER_MEGABYTES = 256;
    /** Of a hash in hexadecimal: 128 bits, so that two keys never meet. */
    private static final int NAME_CHARACTERS = 32;

    /** Keeps the indexes of large corpora in that folder. */
    public static IndexFolder of(Path folder) {
        return new IndexFolder(folder, LARGE);
    }

    /** An open index. */
    record Opened(Directory directory, DirectoryReader reader, IndexedPassages passages) {
        void close() {
            try {
                IOUtils.close(reader, directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The index of these passages: the one that lies there if it is of the same key, else one that is built now.
     *
     * @param key names everything that the index is made of
     */
    Opened open(String key, List<Passage> passages, PassageDocuments documents, IndexWriterConfig config) {
        try {
            Path place = folder.resolve(Sha256.hex(key).substring(0, NAME_CHARACTERS));
            if (Files.isDirectory(place)) {
                try {
                    return opened(place, passages);
                } catch (IOException | IllegalArgumentException e) {
                    LOG.warn("the index on disk cannot be opened and is built anew: {}", e.toString());
                }
            }
            build(place, passages, documents, config);
            return opened(place, passages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Opened opened(Path place, List<Passage> passages) throws IOException {
        Directory directory = new MMapDirectory(place);
        try {
            DirectoryReader reader = DirectoryReader.open(directory);
            if (reader.numDocs() != passages.size()) {
                reader.close();
                throw new IOException("it has another number of passages");
            }
            return new Opened(directory, reader, IndexedPassages.written(passages, reader));
        } catch (IOException | IllegalArgumentException e) {
            directory.close();
            throw e;
        }
    }

    /** Built beside its place and moved there whole; then those of other keys go. */
    private void build(Path place, List<Passage> passages, PassageDocuments documents, IndexWriterConfig config)
            throws IOException {
        LOG.info("{} passages are being indexed in {}", passages.size(), folder);
        OwnerOnly.createOrCloseFolder(folder);
        try (Stream<Path> others = Files.list(folder)) {
            // on Linux a question that still uses one of them can go on
            others.forEach(Folders::delete);
        }
        Path made = Files.createTempDirectory(folder, "new");
        config.setSimilarity(IndexedPassages.SIMILARITY).setRAMBufferSizeMB(BUFFER_MEGABYTES);
        try (Directory directory = new MMapDirectory(made); IndexWriter writer = new IndexWriter(directory, config)) {
            IndexedPassages.write(passages, documents, writer);
            writer.commit();
        }
        Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    }
}
