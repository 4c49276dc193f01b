package ai.relayme.policybot.app;

import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code record}: the record of processing. */
@Command(mixinStandardHelpOptions = true, description = "Prints what the bot stores, why, for how long and who gets it, under these settings, in Markdown.")
final class RecordCommand extends BotCommand {
    RecordCommand(Supplier<Settings> settings, PrintStream out) {
        super(settings, out);
    }

    @Override
    public Integer call() {
        out.print(new ProcessingRecord(settings.get()).markdown());
        return 0;
    }
}
