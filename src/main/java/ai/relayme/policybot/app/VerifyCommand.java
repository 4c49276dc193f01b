package ai.relayme.policybot.app;

import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.receipt.PublicKeys;
import ai.relayme.policybot.receipt.ReceiptCheck;
import ai.relayme.policybot.receipt.SigningKey;
import ai.relayme.policybot.store.Secrets;
import ai.relayme.policybot.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a receipt without asking the bot that gave it. */
@Command(mixinStandardHelpOptions = true, description = {
        "Checks a receipt, as GET /answers/{id} gave it, without asking the "
                + "bot: its signature, whether the corpus in CORPUS_DIR has the very documents that it names, and whether each of its "
                + "quotes stands there.",
        "Exit 1 where any of these is not as the receipt says."})
final class VerifyCommand extends BotCommand {
    @Parameters(paramLabel = "RECEIPT.json", description = "the receipt")
    private Path file = Path.of("");

    @Option(names = "--keys", paramLabel = "FILE", description = "the bot's public keys, as /.well-known/policybot-keys.json "
            + "gives them; default: those of the bot whose DATABASE_URL this is")
    private @Nullable Path keys;

    VerifyCommand(Supplier<Settings> settings, PrintStream out) {
        super(settings, out);
    }

    @Override
    public Integer call() throws Exception {
        Settings set = settings.get();
        String receipt = read(file);
        PublicKeys known = keys(set);
        ReceiptCheck check;
        try {
            check = ReceiptCheck.of(receipt, known, new CorpusReader(documents -> List.of()).read(set.corpusDir()));
        } catch (IllegalArgumentException e) {
            require(false, file + " is " + e.getMessage());
            return 2;
        }
        check.findings().forEach(out::println);
        return check.holds() ? 0 : 1;
    }

    private PublicKeys keys(Settings set) throws Exception {
        if (keys == null) {
            Commands.makeDataFolder(set);
            try (Store store = Store.open(set.databaseUrl())) {
                return PublicKeys.of(SigningKey.of(new Secrets(store, new SecureRandom())).publicKeys().toString());
            }
        }
        try {
            return PublicKeys.of(read(keys));
        } catch (IllegalArgumentException e) {
            require(false, "--keys: " + keys + " is " + e.getMessage());
            throw e;
        }
    }

    private String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            require(false, "cannot be read: " + path);
            return "";
        }
    }
}
