package ai.relayme.policybot.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.language.Language;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Alone, since it reads what is logged of any folder. */
@Isolated
class CorpusFolderTest {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    private Path folder = Path.of("");

    private final BlockingQueue<Corpus> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> reported = new LinkedBlockingQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CorpusFolder.class);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            reported.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        write("en", "First words.");
        write("zh-Hant", "初版的文字。");
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    private void write(String language, String body) {
        CorpusFiles.write(folder, language + "/policy.md", CorpusFiles.document("Policy", "official", body));
    }

    private CorpusFolder watch() throws CorpusException {
        return CorpusFolder.watch(folder, new CorpusReader(documents -> List.of()), OFTEN, taken::add);
    }

    private Corpus next() throws InterruptedException {
        Corpus corpus = taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(corpus).as("a corpus taken up").isNotNull();
        return corpus;
    }

    private void awaitReport(String words) throws InterruptedException {
        String report = "";
        while (report != null && !report.contains(words)) {
            report = reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(report).as("a report of " + words).isNotNull();
    }

    private static String text(Corpus corpus, Language language) {
        return corpus.passageNearest("policy:0.1", language).orElseThrow().text();
    }

    @Test
    void takesUpAChangedFile() throws Exception {
        try (CorpusFolder _ = watch()) {
            Corpus first = next();
            write("en", "Second words.");
            Corpus second = next();
            assertThat(text(second, Language.EN)).isEqualTo("Second words.");
            assertThat(text(first, Language.EN)).isEqualTo("First words.");
            assertThat(second.version()).isNotEqualTo(first.version());
        }
    }

    @Test
    void reportsAFaultyChangeAndKeepsTheLastGoodCorpusUntilItIsMended() throws Exception {
        try (CorpusFolder _ = watch()) {
            next();
            write("en", "Words.\n\n> no quotes");
            awaitReport("en/policy.md:13: ");
            assertThat(taken).isEmpty();
            write("en", "Mended words.");
            assertThat(text(next(), Language.EN)).isEqualTo("Mended words.");
        }
    }

    @Test
    void triesAgainToTakeUpWhatTheDiskHadNoRoomFor() throws Exception {
        AtomicInteger room = new AtomicInteger(1);
        Consumer<Corpus> taker = corpus -> {
            if (room.getAndIncrement() == 2) {
                throw new UncheckedIOException(new IOException("no space left"));
            }
            taken.add(corpus);
        };
        try (CorpusFolder watched = CorpusFolder.watch(folder, new CorpusReader(documents -> List.of()), OFTEN,
                taker)) {
            next();
            write("en", "Second words.");
            awaitReport("could not be taken up");
            assertThat(watched.faults()).isEqualTo(1);
            assertThat(text(next(), Language.EN)).isEqualTo("Second words.");
            awaitReport("serves now");
            assertThat(watched.faults()).isZero();
        }
    }

    @Test
    void fallsBackToAnotherLanguageWhereOneIsRemoved() throws Exception {
        try (CorpusFolder _ = watch()) {
            assertThat(text(next(), Language.ZH_HANT)).isEqualTo("初版的文字。");
            Files.delete(folder.resolve("zh-Hant/policy.md"));
            assertThat(text(next(), Language.ZH_HANT)).isEqualTo("First words.");
        }
    }

    @Test
    void reportsAFolderThatIsGoneAndTakesItUpAgain() throws Exception {
        Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
        try (CorpusFolder watched = watch()) {
            next();
            Files.move(folder, aside);
            awaitReport("last good corpus keeps serving");
            assertThat(watched.faults()).isEqualTo(1);
            assertThat(taken).isEmpty();
            Files.move(aside, folder);
            write("en", "Words again.");
            assertThat(text(next(), Language.EN)).isEqualTo("Words again.");
            assertThat(watched.faults()).isZero();
        }
    }

    @Test
    void doesNotTakeUpAFileThatWasOnlyTouched() throws Exception {
        try (CorpusFolder _ = watch()) {
            next();
            write("en", "First words.");
            write("zh-Hant", "次版的文字。");
            assertThat(text(next(), Language.ZH_HANT)).isEqualTo("次版的文字。");
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void goesOnWhereTheTakerFails() throws Exception {
        boolean[] failed = new boolean[1];
        try (CorpusFolder _ = CorpusFolder.watch(folder, new CorpusReader(documents -> List.of()), OFTEN, corpus -> {
            if (text(corpus, Language.EN).equals("Bad words.")) {
                failed[0] = true;
                throw new IllegalStateException("no index of this");
            }
            taken.add(corpus);
        })) {
            next();
            write("en", "Bad words.");
            awaitReport("could not be taken up");
            write("en", "Good words.");
            assertThat(text(next(), Language.EN)).isEqualTo("Good words.");
            assertThat(failed[0]).isTrue();
        }
    }

    @Test
    void refusesToStartOnAFaultyFolder() throws IOException {
        Files.delete(folder.resolve("en/policy.md"));
        CorpusFiles.write(folder, "en/policy.md", "");
        assertThatThrownBy(this::watch).isInstanceOf(CorpusException.class);
    }
}
