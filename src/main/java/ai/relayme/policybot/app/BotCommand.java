package ai.relayme.policybot.app;

import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works by the bot's settings. */
abstract class BotCommand implements Callable<Integer> {
    /** Reads and checks the settings. */
    final Supplier<Settings> settings;
    final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    BotCommand(Supplier<Settings> settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Ends the command with that message unless it holds. */
    final void require(boolean holds, String what) {
        Commands.require(spec, holds, what);
    }

    /** The language that {@code --language} names. */
    final @Nullable Language language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        require(Language.ofTag(tag).isPresent(), "--language must be en, zh-Hans or zh-Hant");
        return Language.ofTag(tag).orElseThrow();
    }

    /** Writes what {@code --json} asks for. */
    final void write(Path file, JsonNode json) {
        try {
            Files.writeString(file, json.toPrettyString());
        } catch (IOException e) {
            require(false, "--json names a file that cannot be written");
        }
    }
}
