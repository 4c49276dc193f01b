package ai.relayme.policybot.app;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code record}: the record of processing. */
@Command(mixinStandardHelpOptions = true, description = "Prints what the bot stores, why, for how long and who gets it, under these settings, in Markdown.")
final class RecordCommand implements Callable<Integer> {
    private final Supplier<Settings> settings;
    private final PrintStream out;

    RecordCommand(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(new ProcessingRecord(settings.get()).markdown());
        return 0;
    }
}
