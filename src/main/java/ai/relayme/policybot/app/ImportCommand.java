package ai.relayme.policybot.app;

import ai.relayme.policybot.corpus.Status;
import ai.relayme.policybot.corpus.importing.ImportException;
import ai.relayme.policybot.corpus.importing.PageImporter;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a page into the corpus format. */
@Command(mixinStandardHelpOptions = true, description = {"Brings a page (HTML, Markdown or plain text) into the corpus "
        + "format: front matter, numbered sections, and every paragraph and list item word for word. What stands before the "
        + "title and after the last section is left out, and told on standard error, as is what the page does not say.",
        "Read the result before it is published: whether its status and version are right is for a person to say."})
final class ImportCommand extends BotCommand {
    /** A page that takes longer is asked for again. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The site whose policies these are. */
    private static final URI SITE = URI.create("https://relayme.ai/");

    private final PrintStream err;

    @Parameters(paramLabel = "URL|FILE", description = "an http or https address, or a file")
    private String page = "";

    @Option(names = "--out", paramLabel = "FILE", description = "where the document goes; default: standard output")
    private @Nullable Path file;

    @Option(names = "--force", description = "writes over a file that is there")
    private boolean force;

    @Option(names = "--title", paramLabel = "TITLE", description = "default: the page's own; the document begins after it")
    private @Nullable String title;

    @Option(names = "--url", paramLabel = "URL", description = "where it is published; default: the https address it came "
            + "from, else https://relayme.ai/")
    private @Nullable String url;

    @Option(names = "--document-version", paramLabel = "VERSION", description = "default: the day of which the page says that "
            + "it was updated, else today")
    private @Nullable String version;

    @Option(names = "--status", paramLabel = "STATUS", description = "official, reference-translation or "
            + "working-translation; default: reference-translation where the page says that it is one, else official")
    private @Nullable String status;

    @Option(names = "--prevails", paramLabel = "TAG", description = "the language that prevails, en, zh, zh-Hans or zh-Hant; "
            + "default: what the page says, else its own")
    private @Nullable String prevails;

    ImportCommand(Supplier<Settings> settings, PrintStream out, PrintStream err) {
        super(settings, out);
        this.err = err;
    }

    @Override
    public Integer call() throws ImportException, InterruptedException, IOException {
        var _ = settings.get();
        require(status == null || Status.ofLabel(status).isPresent(),
                "--status must be official, reference-translation or working-translation");
        require(prevails == null || prevails.equals("zh") || Language.ofTag(prevails).isPresent(),
                "--prevails must be en, zh, zh-Hans or zh-Hant");
        require(file == null || force || !Files.exists(file),
                "--out names a file that is there; --force writes over it");
        PageImporter importer = new PageImporter(new LanguageDetector(new ScriptFolder()), InstantSource.system(),
                TIMEOUT);
        PageImporter.Imported imported = importer.read(page, new PageImporter.Given(title, url, version,
                status == null ? null : Status.ofLabel(status).orElseThrow(), prevails), SITE);
        write(imported.markdown().getBytes(StandardCharsets.UTF_8));
        if (imported.before() + imported.after() > 0) {
            err.println("policybot: left out " + imported.before() + " lines or paragraphs before the title and "
                    + imported.after() + " after the text's end");
        }
        if (!imported.assumed().isEmpty()) {
            err.println("policybot: the page does not say and was taken for "
                    + String.join(", ", imported.assumed().stream().map(words -> "'" + words + "'").toList())
                    + ": correct what is wrong");
        }
        return 0;
    }

    /** The corpus is UTF-8 whatever the console is. */
    private void write(byte[] document) throws IOException {
        if (file == null) {
            out.write(document, 0, document.length);
            out.flush();
            return;
        }
        try {
            Files.write(file, document, force ? writing() : creating());
        } catch (FileAlreadyExistsException e) {
            require(false, "--out names a file that is there; --force writes over it");
        } catch (IOException e) {
            require(false, "--out names a file that cannot be written");
        }
    }

    private static OpenOption[] writing() {
        return Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
                .toArray(OpenOption[]::new);
    }

    private static OpenOption[] creating() {
        return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).toArray(OpenOption[]::new);
    }
}
