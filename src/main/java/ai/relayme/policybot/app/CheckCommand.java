package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.check.CorpusCheck;
import ai.relayme.policybot.check.HeldCorrection;
import ai.relayme.policybot.check.PastQuotes;
import ai.relayme.policybot.check.Repeats;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.correction.Correction;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.evaluation.AnswerChange;
import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenFileException;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.ReadableQuestions;
import ai.relayme.policybot.transcript.SearchWords;
import ai.relayme.policybot.transcript.TranscriptStore;
import com.github.f4b6a3.ulid.UlidFactory;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a corpus before it is published. */
@Command(mixinStandardHelpOptions = true, description = {"Checks a changed corpus before it is published: where its "
        + "language versions disagree, which golden questions it answers in another way, which approved "
        + "corrections it would suspend, and which quotes of past answers no longer stand in it.",
        "Exit 1 where the versions disagree or a golden question, or that of a correction it would suspend, gets a "
                + "worse answer. Answers are quoted, whatever relay is set."})
final class CheckCommand extends BotCommand {
    @Option(names = "--against", paramLabel = "DIR", description = "the corpus as it is published now; golden questions are put to both")
    private @Nullable Path against;

    @Option(names = "--golden", paramLabel = "FILE", description = "golden questions, one JSON object a line; may be given more than once")
    private List<Path> golden = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "writes what was found there as JSON")
    private @Nullable Path json;

    CheckCommand(Supplier<Settings> settings, PrintStream out) {
        super(settings, out);
    }

    @Override
    public Integer call() throws Exception {
        require((against == null) == golden.isEmpty(), "--against and --golden go together");
        Settings set = settings.get();
        List<GoldenQuestion> questions = questions();
        Path scratch = Files.createTempDirectory("policybot-check");
        try (PolicyBot after = Commands.build(set.quoting(set.corpusDir()).withDataIn(scratch.resolve("after")))) {
            List<AnswerChange> changes = against == null
                    ? List.of()
                    : changes(questions, set.quoting(against).withDataIn(scratch.resolve("before")), after);
            Corpus corpus = after.index().corpus();
            PastQuotes past = new PastQuotes(corpus);
            List<Correction> approved = kept(set, past);
            CorpusCheck check = new CorpusCheck(corpus.divergences().all(), questions.size(), changes,
                    Repeats.NONE, HeldCorrection.of(approved, corpus, new BotAsker(after)), past);
            out.print(check.text());
            if (json != null) {
                write(json, check.json());
            }
            return check.passes() ? 0 : 1;
        } finally {
            Folders.delete(scratch);
        }
    }

    private List<GoldenQuestion> questions() throws GoldenFileException {
        List<GoldenQuestion> questions = new ArrayList<>();
        for (Path file : golden) {
            questions.addAll(GoldenQuestions.read(file));
        }
        return questions;
    }

    private List<AnswerChange> changes(List<GoldenQuestion> questions, Settings published, PolicyBot after)
            throws Exception {
        try (PolicyBot before = Commands.build(published)) {
            return Evaluation.changes(questions, new BotAsker(before), new BotAsker(after));
        } catch (CorpusException e) {
            require(false, "--against: " + String.join("; ", e.faults()));
            return List.of();
        }
    }

    /**
     * Passes on past answers and gives the approved corrections, where there is a database; one that is not there yet is not
     * made.
     */
    private static List<Correction> kept(Settings settings, PastQuotes past) {
        String file = settings.databaseUrl().replaceFirst("^jdbc:sqlite:", "");
        if (settings.databaseUrl().startsWith("jdbc:sqlite:") && !Files.exists(Path.of(file))) {
            return List.of();
        }
        try (Store store = Store.open(settings.databaseUrl())) {
            new TranscriptStore(store, new SearchWords(new Tokenizer(new ScriptFolder())),
                    new ReadableQuestions(0, question -> question)).forEachAnswer(past::add);
            UlidFactory ids = UlidFactory.newInstance();
            InstantSource clock = InstantSource.system();
            return new Corrections(store, new AuditLog(store, ids, clock), ids, clock).approved();
        }
    }
}
