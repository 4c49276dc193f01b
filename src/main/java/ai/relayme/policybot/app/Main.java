package ai.relayme.policybot.app;

import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.importing.ImportException;
import ai.relayme.policybot.evaluation.GoldenFileException;
import ai.relayme.policybot.http.CannotListenException;
import ai.relayme.policybot.store.StoreException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The program. Exit codes: 0 done, 1 done with a bad result or failed, 2 wrong input or settings. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int MOST_FAULTS = 3;

    private Main() {}

    /** Runs the command that the arguments name, {@code serve} without any. */
    public static void main(String[] arguments) {
        // it advises a module that makes vectors of a million passages faster and these few no faster
        Logger vectorAdvice = Logger
                .getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");
        vectorAdvice.setLevel(Level.SEVERE);
        int code = Terminal.arguments(arguments)
                .map(given -> run(given, System.getenv(), Terminal.out(), System.err))
                .orElseGet(() -> fail(System.err,
                        "an argument has characters that cannot be read in this locale; set LC_ALL=C.UTF-8"));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a command with that environment; returns its exit code. */
    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        Supplier<Settings> settings = () -> {
            Settings checked = Settings.of(flags, environment);
            checked.logFormat().use();
            return checked;
        };
        if (arguments.length == 0) {
            // the usual start has nothing to parse, and the parser would take a tenth of its time
            return serve(new Commands.Serve(settings, out), err);
        }
        CommandLine line = new CommandLine(new Commands.Serve(settings, out));
        line.setCommandName("policybot");
        line.addSubcommand("serve", new Commands.Serve(settings, out));
        line.addSubcommand("ask", new Commands.Ask(settings, out));
        line.addSubcommand("search", new Commands.Search(settings, out));
        line.addSubcommand("eval", new Commands.Eval(settings, out));
        line.addSubcommand("check", new CheckCommand(settings, out));
        line.addSubcommand("verify", new VerifyCommand(settings, out));
        line.addSubcommand("import", new ImportCommand(settings, out, err));
        line.addSubcommand("record", new RecordCommand(settings, out));
        line.addSubcommand("apikey",
                new CommandLine(new ApiKeyCommands.Keys()).addSubcommand("add", new ApiKeyCommands.Add(settings, out))
                        .addSubcommand("list", new ApiKeyCommands.List(settings, out))
                        .addSubcommand("revoke", new ApiKeyCommands.Revoke(settings, out)));
        line.addSubcommand("agent",
                new CommandLine(new AgentCommands.Agent()).addSubcommand("add", new AgentCommands.Add(settings, out))
                        .addSubcommand("link", new AgentCommands.Link(settings, out)));
        line.addSubcommand("purge", new Commands.Purge(settings, out));
        addFlags(line, flags);
        addVersion(line);
        line.setOut(new PrintWriter(out, true, out.charset()));
        line.setParameterExceptionHandler((e, args) -> fail(err, refusal(e)));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(err, e));
        return line.execute(arguments);
    }

    private static int serve(Commands.Serve command, PrintStream err) {
        try {
            return command.call();
        } catch (Exception e) {
            return failed(err, e);
        }
    }

    private static void addFlags(CommandLine command, Map<Setting, String> flags) {
        for (Setting setting : Setting.values()) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder(setting.flag()).type(String.class).paramLabel("VALUE")
                            .description(setting.name() + ": " + setting.meaning() + describe(setting))
                            .setter(new CommandLine.Model.ISetter() {
                                @Override
                                @SuppressWarnings("unchecked")
                                public <T> T set(T value) {
                                    if (value != null) {
                                        flags.put(setting, value.toString());
                                    }
                                    return value;
                                }
                            }).build());
        }
        command.getSubcommands().values().forEach(subcommand -> addFlags(subcommand, flags));
    }

    private static void addVersion(CommandLine command) {
        command.getCommandSpec().version("policybot " + PolicyBot.version());
        command.getSubcommands().values().forEach(Main::addVersion);
    }

    private static String describe(Setting setting) {
        return setting.otherwise().isEmpty() ? "" : " (default: " + setting.otherwise() + ")";
    }

    /** The library repeats all that it could not place; a mistyped flag may have a secret as its value. */
    private static String refusal(CommandLine.ParameterException refused) {
        if (refused instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String flag = unmatched.getUnmatched().stream().filter(word -> word.startsWith("-")).findFirst().orElse("");
            return flag.isEmpty() ? "unknown command or argument; see --help" : "unknown flag " + flag.split("=", 2)[0];
        }
        return oneLine(refused.getMessage());
    }

    private static int failed(PrintStream err, Exception failure) {
        return switch (failure) {
            case SettingException setting -> fail(err, setting.getMessage());
            case CorpusException corpus -> fail(err, "CORPUS_DIR: " + String.join("; ", corpus.faults()));
            case StoreException store -> fail(err, "DATA_DIR or DATABASE_URL: " + store.getMessage());
            case CannotListenException place ->
                fail(err, (place.isAddressAtFault() ? "BIND: " : "PORT or BIND: ") + place.getMessage());
            case ImportException refused -> fail(err, oneLine(refused.getMessage()));
            case GoldenFileException golden -> fail(err, few(golden.faults()));
            case UncheckedIOException io -> fail(err, oneLine(io.getMessage()));
            default -> {
                LoggerFactory.getLogger(Main.class).error("the command failed", failure);
                yield FAILED;
            }
        };
    }

    private static int fail(PrintStream err, @Nullable String message) {
        err.println("policybot: " + message);
        return WRONG;
    }

    /** A file of another form has a fault on every line. */
    private static String few(List<String> faults) {
        String told = String.join("; ", faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
        return faults.size() > MOST_FAULTS ? told + "; and " + (faults.size() - MOST_FAULTS) + " more" : told;
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "wrong input" : message.lines().findFirst().orElse("wrong input");
    }
}
