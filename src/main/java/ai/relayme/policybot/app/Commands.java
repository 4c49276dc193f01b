package ai.relayme.policybot.app;

import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenQuestions;
import ai.relayme.policybot.evaluation.Report;
import ai.relayme.policybot.files.OwnerOnly;
import ai.relayme.policybot.http.AnswerText;
import ai.relayme.policybot.http.HttpServer;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.retrieval.Query;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.store.InstanceLock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of the program. Each builds a bot of its own and closes it. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    static PolicyBot build(Settings settings) throws Exception {
        makeDataFolder(settings);
        return new PolicyBot(settings);
    }

    /** So that what goes wrong with it is told in its name. */
    static void makeDataFolder(Settings settings) {
        try {
            OwnerOnly.createFolders(settings.dataDir());
            if (OwnerOnly.isOpenToOthers(settings.dataDir())) {
                LOG.warn(
                        "DATA_DIR {} is open to other users of this machine; what the bot writes there is not, but its "
                                + "owner should close the folder (chmod 700)",
                        settings.dataDir());
            }
        } catch (IOException e) {
            throw new SettingException(Setting.DATA_DIR, "is no folder that can be written");
        }
        if (!Files.isWritable(settings.dataDir())) {
            throw new SettingException(Setting.DATA_DIR, "is no folder that can be written");
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Serves the bot over HTTP (the default).")
    static final class Serve extends BotCommand {
        Serve(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            Settings checked = settings.get();
            Thread.ofPlatform().daemon().name("preload").start(HttpServer::preload);
            makeDataFolder(checked);
            InstanceLock lock = InstanceLock.take(checked.databaseUrl());
            PolicyBot bot;
            int port;
            try {
                bot = new PolicyBot(checked);
                port = listen(bot);
            } catch (Exception e) {
                lock.close();
                throw e;
            }
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                // a lock that stays would have the next start take this end for a crash
                try (lock) {
                    bot.close();
                } finally {
                    stopped.countDown();
                }
            }, "shutdown"));
            out.println("listening on " + address(checked.http().bind(), port));
            out.flush();
            bot.deliver();
            bot.warmUp();
            bot.setUpAgents().ifPresent(link -> {
                out.println("set up the console: " + link);
                out.flush();
            });
            stopped.await();
            return 0;
        }

        /** An IPv6 address stands in brackets there. */
        private static URI address(String host, int port) throws URISyntaxException {
            return new URI("http", null, host, port, null, null, null);
        }

        private static int listen(PolicyBot bot) throws Exception {
            try {
                return bot.serve().port();
            } catch (Exception e) {
                bot.closeAfter(e);
                throw e;
            }
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Answers one question.")
    static final class Ask extends BotCommand {
        @Parameters(paramLabel = "QUESTION", description = "the question")
        private String question = "";

        @Option(names = "--language", paramLabel = "TAG", description = "en, zh-Hans or zh-Hant; default: the question's")
        private @Nullable String language;

        Ask(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            require(!Invisible.isAll(question), "the question must not be empty");
            Language asked = language(language);
            try (PolicyBot bot = build(settings.get())) {
                GivenAnswer given = bot.conversations().ask(Question.of(question, asked),
                        AnswerListener.NONE);
                out.print(AnswerText.of(bot.json().answer(given.head(), given.answer())));
            }
            return 0;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows the passages found for a question, best first.")
    static final class Search extends BotCommand {
        @Parameters(paramLabel = "QUESTION", description = "the question")
        private String question = "";

        @Option(names = "--language", paramLabel = "TAG", description = "en, zh-Hans or zh-Hant; default: the question's")
        private @Nullable String language;

        @Option(names = "--limit", paramLabel = "N", description = "how many passages, 1 to 50 (default: 10)")
        private int limit = 10;

        Search(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            require(!Invisible.isAll(question), "the question must not be empty");
            require(limit >= 1 && limit <= 50, "--limit must be 1 to 50");
            Language asked = language(language);
            try (PolicyBot bot = build(settings.get())) {
                Language reader = asked != null ? asked : bot.languages().detectOr(question, Language.EN);
                for (RankedPassage hit : bot.index().search(Query.of(question, reader), limit)) {
                    out.printf(Locale.ROOT, "%7.3f  %-20s %s%n", hit.score(), hit.passage().id(),
                            hit.passage().text());
                }
            }
            return 0;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Asks golden questions and prints the figures.")
    static final class Eval extends BotCommand {
        @Parameters(paramLabel = "FILE", description = "golden questions, one JSON object a line")
        private Path file = Path.of("");

        @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there as JSON")
        private @Nullable Path json;

        @Option(names = "--failures", paramLabel = "N", description = "failing questions to print (default: 20)")
        private int failures = 20;

        @Option(names = "--least", paramLabel = "FIGURE=SHARE", split = ",", description = "exit 1 where a figure such as outcome.all is under this share (false_answer and "
                + "over_abstain: over it); default: quotes.all=1,language.all=1,outcome.all=0.75")
        private Map<String, Double> least = new TreeMap<>(
                Map.of("quotes.all", 1.0, "language.all", 1.0, "outcome.all", 0.75));

        Eval(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            Settings set = settings.get();
            Set<String> passages = new CorpusReader(documents -> List.of()).read(set.corpusDir()).passages()
                    .map(Passage::id).collect(Collectors.toSet());
            var golden = GoldenQuestions.read(file, passages::contains);
            // the questions of an evaluation are no visitor's: they go into a database that is thrown away
            Path scratch = Files.createTempDirectory("policybot-eval");
            try (PolicyBot bot = build(set.withDataIn(scratch))) {
                Report report = Evaluation.run(golden, new BotAsker(bot));
                out.println(report.table(failures));
                if (json != null) {
                    write(json, report.json());
                }
                List<String> below;
                try {
                    below = report.below(least);
                } catch (IllegalArgumentException e) {
                    require(false, "--least: " + e.getMessage());
                    return 2;
                }
                below.forEach(figure -> out.println("under its threshold: " + figure));
                return below.isEmpty() ? 0 : 1;
            } finally {
                Folders.delete(scratch);
            }
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Erases conversations older than TRANSCRIPT_RETENTION.")
    static final class Purge extends BotCommand {
        Purge(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            try (PolicyBot bot = build(settings.get())) {
                out.println("erased conversations: " + bot.purge());
            }
            return 0;
        }
    }

    static void require(@Nullable CommandSpec spec, boolean holds, String what) {
        if (!holds && spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), what);
        }
    }
}
