package ai.relayme.policybot.publication;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.check.CorpusCheck;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.language.Language;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes changed documents: they are staged in the data folder, checked against what is published, and put into the
 * corpus folder by a named agent. The corpus folder stays the truth; it is taken up like any change of it. What waits and
 * what was checked is this process's own. Safe for concurrent use.
 */
public final class Publication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private static final long LONGEST_CHECK_SECONDS = 60;

    private final Path corpusFolder;
    private final StagedFolder staged;
    private final CorpusReader reader = new CorpusReader(documents -> List.of());
    private final Checker checker;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("publication").factory());
    private @Nullable Run run;

    /**
     * @param corpusFolder what is published
     * @param data         the folder that everything is written to
     */
    public Publication(Path corpusFolder, Path data, Checker checker, AuditLog audit, InstantSource clock) {
        this.corpusFolder = corpusFolder;
        this.staged = new StagedFolder(corpusFolder, data);
        this.checker = checker;
        this.audit = audit;
        this.clock = clock;
    }

    /** Checks a corpus before it is published. */
    @FunctionalInterface
    public interface Checker {
        /** What publishing the corpus in that folder would do. */
        CorpusCheck check(Path corpus) throws Exception;
    }

    /**
     * A check, under way or done.
     *
     * @param stagedVersion    the corpus that was checked
     * @param publishedVersion the corpus it was held against
     * @param endedAt          when it was done; nothing while it goes on
     * @param result           what it found; nothing while it goes on, and where it could not be made
     */
    public record Run(String stagedVersion, String publishedVersion, Instant beganAt, @Nullable Instant endedAt,
            @Nullable CorpusCheck result) {}

    /** A document that waits, and where it differs from the published one, if there is one. */
    public record Staged(Document document, Optional<Document> published, List<Difference> differences) {
        public Staged {
            differences = List.copyOf(differences);
        }
    }

    /**
     * How things stand.
     *
     * @param writable         whether this program may write the corpus folder
     * @param publishedVersion the corpus that is published
     * @param stagedVersion    the corpus as it would be; the same where nothing waits
     * @param staged           what waits
     * @param faults           what is wrong with it, a line each
     * @param check            the newest check, if it is of exactly this
     */
    public record Status(boolean writable, String publishedVersion, String stagedVersion, List<Staged> staged,
            List<String> faults, Optional<Run> check) {
        public Status {
            staged = List.copyOf(staged);
            faults = List.copyOf(faults);
        }
    }

    /** How things stand. */
    public synchronized Status status() {
        Path whole = staged.whole();
        try {
            Corpus published = reader.read(corpusFolder);
            Corpus corpus = reader.read(whole);
            List<Staged> waiting = new ArrayList<>();
            for (Document document : corpus.documents()) {
                Optional<Document> old = published.document(document.id(), document.language());
                if (old.filter(found -> found.digest().equals(document.digest())).isEmpty()) {
                    waiting.add(new Staged(document, old, Difference
                            .between(old.map(Document::passages).orElse(List.of()), document.passages())));
                }
            }
            return new Status(staged.isWritable(), published.version(), corpus.version(), waiting, List.of(),
                    Optional.ofNullable(run).filter(made -> made.stagedVersion().equals(corpus.version())
                            && made.publishedVersion().equals(published.version())));
        } catch (CorpusException e) {
            return new Status(staged.isWritable(), "", "", List.of(), e.faults(), Optional.empty());
        } finally {
            Folders.delete(whole);
        }
    }

    /**
     * Stages a document in the place of what waited under its name.
     *
     * @return what is wrong with its text, a line each; none where it waits now
     */
    public synchronized List<String> stage(String document, Language language, String text, String agent) {
        List<String> faults = reader.faults(document, language, text);
        if (faults.isEmpty()) {
            staged.put(language, document, text);
            audit.add(agent, "document_staged", language.tag() + "/" + document, "");
        }
        return faults;
    }

    /** Takes back all that waits. */
    public synchronized void discard(String agent) {
        staged.clear();
        audit.add(agent, "documents_discarded", "corpus", "");
    }

    /** Begins to check what waits; whether there is anything, and no check under way. */
    public synchronized boolean check() {
        Status now = status();
        boolean running = now.check().filter(made -> made.endedAt() == null).isPresent();
        if (now.staged().isEmpty() || running) {
            return false;
        }
        Run begun = new Run(now.stagedVersion(), now.publishedVersion(), clock.instant(), null, null);
        run = begun;
        Path whole = staged.whole();
        worker.execute(() -> {
            CorpusCheck result = null;
            try {
                result = checker.check(whole);
            } catch (Exception e) {
                LOG.error("the staged corpus could not be checked", e);
            } finally {
                Folders.delete(whole);
            }
            end(begun, result);
        });
        return true;
    }

    private synchronized void end(Run begun, @Nullable CorpusCheck result) {
        if (begun.equals(run)) {
            run = new Run(begun.stagedVersion(), begun.publishedVersion(), begun.beganAt(), clock.instant(), result);
        }
    }

    /** What became of publishing. */
    public enum Published {
        /** It is in the corpus folder. */
        DONE,
        /** What waits is not what was checked, or nothing waits, or no check of it is done. */
        NOT_CHECKED,
        /** The check does not pass, and nobody said to publish despite that. */
        DOES_NOT_PASS,
        /** This program may not write the corpus folder. */
        NOT_WRITABLE
    }

    /**
     * Publishes what waits.
     *
     * @param stagedVersion what the agent has seen checked
     * @param despite       whether to publish it although the check does not pass, which is logged
     */
    public synchronized Published publish(String stagedVersion, boolean despite, String agent) {
        Status now = status();
        CorpusCheck result = now.check().map(Run::result).orElse(null);
        if (result == null || now.staged().isEmpty() || !now.stagedVersion().equals(stagedVersion)) {
            return Published.NOT_CHECKED;
        }
        if (!result.passes() && !despite) {
            return Published.DOES_NOT_PASS;
        }
        if (!now.writable()) {
            return Published.NOT_WRITABLE;
        }
        // what cannot be logged is not done
        audit.add(agent, "corpus_published", stagedVersion,
                now.publishedVersion() + (result.passes() ? "" : " although the check does not pass"));
        staged.publish(now.publishedVersion());
        run = null;
        return Published.DONE;
    }

    /** Waits for a check under way, which uses what is closed after this. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_CHECK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a check of the staged corpus is broken off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
