package ai.relayme.policybot.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a corpus folder and passes on each new corpus. A faulty folder is reported, and the last good corpus stays. It
 * looks instead of waiting for events of the file system, which mounted volumes do not all send.
 */
public final class CorpusFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CorpusFolder.class);

    private static final String UNREADABLE = "unreadable";
    /** A minute where it looks every second: an index of a large corpus takes a while. */
    private static final int LOOKS_UNTIL_AGAIN = 60;

    private final Path folder;
    private final Consumer<Corpus> taker;
    private final CorpusReader reader;
    private final ScheduledExecutorService looker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("corpus-folder").factory());
    private Map<String, String> seen;
    private Map<String, String> taken;
    private String version;
    private int looksUntilAgain;
    private volatile int faults;

    private CorpusFolder(Path folder, CorpusReader reader, Map<String, String> files, String version,
            Consumer<Corpus> taker) {
        this.folder = folder;
        this.reader = reader;
        this.seen = files;
        this.taken = files;
        this.version = version;
        this.taker = taker;
    }

    /**
     * Reads the folder, passes its corpus on, and watches it from then on.
     *
     * @param every how often to look
     * @throws CorpusException if the folder is missing or faulty now
     */
    public static CorpusFolder watch(Path folder, CorpusReader reader, Duration every, Consumer<Corpus> taker)
            throws CorpusException {
        Map<String, String> files = files(folder);
        Corpus corpus = reader.read(folder);
        taker.accept(corpus);
        CorpusFolder watched = new CorpusFolder(folder, reader, files, corpus.version(), taker);
        // the versions are compared when the start is over, for the first answer to find it done
        var _ = watched.looker.schedule(() -> warn(corpus), every.toMillis(), TimeUnit.MILLISECONDS);
        var _ = watched.looker.scheduleWithFixedDelay(watched::look, every.toMillis(), every.toMillis(),
                TimeUnit.MILLISECONDS);
        return watched;
    }

    /** How many faults the folder has, because of which the last good corpus serves in its place; 0 where it serves. */
    public int faults() {
        return faults;
    }

    /** Runs on the looker's thread only. */
    private void look() {
        try {
            Map<String, String> now = files(folder);
            // a folder that still changes is being written: wait until it rests
            boolean rests = now.equals(seen);
            seen = now;
            if (rests && (!now.equals(taken) || isDueAgain())) {
                taken = now;
                take();
            }
        } catch (RuntimeException e) {
            LOG.warn("the corpus folder cannot be looked at; the last good corpus keeps serving: {}", e.getMessage());
        }
    }

    private boolean isDueAgain() {
        if (looksUntilAgain > 0) {
            looksUntilAgain--;
            return looksUntilAgain == 0;
        }
        return false;
    }

    private void take() {
        looksUntilAgain = 0;
        try {
            Corpus corpus = reader.read(folder);
            faults = 0;
            if (!corpus.version().equals(version)) {
                taker.accept(corpus);
                version = corpus.version();
                LOG.info("corpus {} serves now", version);
                warn(corpus);
            }
        } catch (CorpusException e) {
            faults = e.faults().size();
            e.faults().forEach(fault -> LOG.error("corpus fault, the last good corpus keeps serving: {}", fault));
        } catch (RuntimeException e) {
            // no fault of the corpus: the disk may be full, and then it need not change to be taken up later
            faults = 1;
            looksUntilAgain = LOOKS_UNTIL_AGAIN;
            LOG.error("the changed corpus could not be taken up; the last good one keeps serving, tried again later",
                    e);
        }
    }

    private static void warn(Corpus corpus) {
        int divergences = corpus.divergences().all().size();
        if (divergences > 0) {
            LOG.warn("the language versions of the corpus disagree at {} places; the command check names them",
                    divergences);
        }
    }

    /** What changes whenever the folder does; also when it goes, or can be read no more, which are faults of it. */
    private static Map<String, String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
            Map<String, String> found = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                // a link may be turned to a file of the same size and time
                found.put(file.toString(),
                        attributes.size() + " " + attributes.lastModifiedTime() + " " + file.toRealPath());
            }
            return found;
        } catch (IOException | UncheckedIOException _) {
            return Map.of(folder.toString(), UNREADABLE);
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
