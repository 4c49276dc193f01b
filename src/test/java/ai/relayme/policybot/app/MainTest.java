package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.relayme.policybot.store.Store;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The program from its command line: what it prints, and its exit code. Alone, since it reads all that is logged. */
@Isolated
class MainTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLoggerName() + ": " + event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(appender);
    }

    private record Run(int code, String out, String err) {}

    private Run run(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(Map.of("DATA_DIR", folder.resolve("data").toString(), "PORT", "0"));
        all.putAll(environment);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments, all, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Run run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Refused with one line that names that, and nothing else on any stream. */
    private void assertRefused(Run run, String... named) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(logged).isEmpty();
        assertThat(run.err().lines().toList()).hasSize(1).first().asString().startsWith("policybot: ").contains(named)
                .doesNotContain("Exception", "secret-word");
    }

    @Test
    void answersAQuestionInTextWithFootnotes() {
        Run run = run("ask", "Do you sell my personal data?");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("We do not sell, rent, or trade").contains("[1] Privacy Policy",
                "privacy-policy:3.1");
        assertThat(run("ask", "--language", "zh-Hant", "Do you sell my personal data?").out()).contains("不會");
    }

    @Test
    void searchesBestFirst() {
        Run run = run("search", "--limit", "3", "怎么保护我的数据");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().toList()).hasSize(3).first().asString().contains("privacy-policy:4.");
    }

    /** The question goes through a shell: what this process may hand over depends on the locale that it has itself. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere no locale is ASCII's alone, or nothing keeps the arguments")
    void readsAndWritesChineseWhereTheLocaleTellsOfNoEncoding() throws Exception {
        // 保护我的数据
        String question = "$(printf '\\344\\277\\235\\346\\212\\244\\346\\210\\221\\347\\232\\204\\346\\225\\260\\346\\215\\256')";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c",
                "exec \"$JAVA\" -XX:TieredStopAtLevel=1 ai.relayme.policybot.app.Main search --limit 1 \"" + question
                        + "\"");
        builder.environment().putAll(Map.of("LC_ALL", "C", "DATA_DIR", folder.resolve("data").toString(), "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "CLASSPATH",
                System.getProperty("java.class.path")));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("privacy-policy:4.", "措施").doesNotContain("?", "\uFFFD");
    }

    @Test
    void makesAnApiKeyAndPrintsItOnce() {
        Run run = run("apikey", "add", "a developer");
        assertThat(run.code()).isZero();
        assertThat(run.out().strip()).matches("pbk_[A-Za-z0-9_-]{43}");
        assertThat(run("apikey", "add", "another").out()).isNotEqualTo(run.out());
    }

    @Test
    void listsApiKeysWithoutTellingThemAndRevokesThem() {
        String key = run("apikey", "add", "a shop", "--scopes", "ask, search", "--origins", "https://shop.example",
                "--limit", "60/PT1M").out().strip();
        String line = run("apikey", "list").out();
        assertThat(line).contains(key.substring(0, 12) + "…", "a shop", "scopes ask,search",
                "origins https://shop.example", "limit 60/PT1M", "used never", "counts").doesNotContain(key);
        assertThat(run("apikey", "revoke", line.split("\t", 2)[0]).code()).isZero();
        assertThat(run("apikey", "list").out()).contains("revoked 20");
        assertRefused(run("apikey", "revoke", key.substring(0, 12)), "no such key");
        String whole = run("apikey", "add", "another shop").out().strip();
        assertThat(run("apikey", "revoke", whole).code()).isZero();
        assertThat(run("apikey", "list").out()).doesNotContain("counts");
        assertRefused(run("apikey", "add", "x", "--scopes", "everything"), "--scopes");
        assertRefused(run("apikey", "add", "x", "--origins", "shop.example"), "--origins");
        assertRefused(run("apikey", "add", "x", "--limit", "60"), "--limit");
    }

    @Test
    void namesTheApiKeyOfWhichTheLimitCannotBeRead() {
        assertThat(run("apikey", "add", "a shop", "--limit", "60/PT1M").code()).isZero();
        String id = run("apikey", "list").out().split("\t", 2)[0];
        try (Store store = Store.open("jdbc:sqlite:" + folder.resolve("data/policybot.db"))) {
            store.write(handle -> handle.execute("update api_key set rate_limit = 'sixty a minute'"));
        }
        assertRefused(run("apikey", "list"), id, "rate_limit");
    }

    @Test
    void verifiesAReceiptOffline() throws IOException {
        Path receipt = folder.resolve("receipt.json");
        Path keys = folder.resolve("keys.json");
        try (TestBot bot = TestBot.start()) {
            String id = bot.ask("Do you sell my personal data?").path("id").asText();
            Files.writeString(receipt, bot.get("/answers/" + id + "?verify=true").body());
            Files.writeString(keys, bot.get("/.well-known/policybot-keys.json").body());
            Run own = run("verify", receipt.toString(), "--data-dir", bot.data().toString(), "--database-url",
                    bot.databaseUrl());
            assertThat(own.code()).as(own.out() + own.err()).isZero();
        }
        Run good = run("verify", receipt.toString(), "--keys", keys.toString());
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        assertThat(good.out()).contains("as it was signed", "the corpus has this very text",
                "[1] privacy-policy:3.1: the quote stands there word for word");
        // the rule is the bot's own: what is said before a quote may change, and the quote stands all the same
        Path changed = folder.resolve("changed/en/privacy-policy.md");
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, Files.readString(Path.of("corpus/en/privacy-policy.md")).replace("We do not sell",
                "As ever: We do not sell"));
        Run later = run("verify", receipt.toString(), "--keys", keys.toString(), "--corpus-dir",
                folder.resolve("changed").toString());
        assertThat(later.code()).isEqualTo(1);
        assertThat(later.out()).contains("NOT in the corpus with this digest",
                "[1] privacy-policy:3.1: the quote stands there word for word");
        Run strange = run("verify", receipt.toString());
        assertThat(strange.code()).isEqualTo(1);
        assertThat(strange.out()).contains("NOT as it was signed");
        Files.writeString(receipt, Files.readString(receipt).replace("We do not sell", "We do gladly sell"));
        Run forged = run("verify", receipt.toString(), "--keys", keys.toString());
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.out()).contains("NOT as it was signed", "does NOT stand there");
        Files.writeString(receipt, "{}");
        assertRefused(run("verify", receipt.toString(), "--keys", keys.toString()), "receipt.json");
        assertRefused(run("verify", receipt.toString(), "--keys", receipt.toString()), "--keys");
        assertRefused(run("verify", folder.resolve("none.json").toString()), "none.json");
    }

    @Test
    void importsAPageAndWritesOverNoFileUnlessTold() throws IOException {
        String page = Path.of("src/test/resources/importing/privacy-policy-page.txt").toString();
        Run run = run("import", page);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("""
                ---
                title: Privacy Policy
                version: 2026-06-06
                url: https://relayme.ai/
                status: reference-translation
                prevails: zh
                ---

                # Privacy Policy
                """);
        assertThat(run.err().lines().toList()).hasSize(1).first().asString().contains("left out 8", "16 after");
        Path file = folder.resolve("imported.md");
        assertThat(run("import", page, "--out", file.toString()).out()).isEmpty();
        assertThat(file).hasContent(run.out());
        assertRefused(run("import", page, "--out", file.toString(), "--status", "official"), "--force");
        assertThat(file).hasContent(run.out());
        assertThat(run("import", page, "--out", file.toString(), "--force", "--status", "official").code()).isZero();
        assertThat(Files.readString(file)).contains("status: official");
        assertRefused(run("import", page, "--out", folder.resolve("none/x.md").toString()), "--out");
        assertRefused(run("import", folder.resolve("none.txt").toString()), "none.txt");
        Path bare = Files.writeString(folder.resolve("bare.md"), "# Terms\n\nWe refund within 14 days.\n");
        assertThat(run("import", bare.toString()).err()).startsWith("policybot: the page does not say")
                .contains("'version: ", "'status: official'", "'prevails: en'");
        assertRefused(run("import", page, "--url", "http://example.com"), "https");
        assertRefused(run("import", page, "--status", "draft"), "--status");
        assertRefused(run("import", page, "--prevails", "fr"), "--prevails");
        assertRefused(run("import"), "URL|FILE");
    }

    @Test
    void addsAnAgentAndPrintsTheLinkThatSetsThemUp() {
        Run run = run("agent", "add", "ming", "--public-url", "https://bot.example");
        assertThat(run.code()).isZero();
        assertThat(run.out().strip()).matches("https://bot\\.example/console/#setup=[A-Za-z0-9_-]{43}");
        assertThat(run("agent", "link", "ming").out().strip()).contains("#setup=").isNotEqualTo(run.out().strip());
        assertRefused(run("agent", "add", "ming"), "there is an agent of this name");
        assertRefused(run("agent", "add", "wei", "--role", "owner"), "--role");
        assertRefused(run("agent", "link", "nobody"), "no agent of this name");
        assertRefused(run("agent"), "add NAME");
    }

    @Test
    void erasesOldConversations() {
        assertThat(run("ask", "hello").code()).isZero();
        assertThat(run("purge").out().strip()).isEqualTo("erased conversations: 0");
        // a nanosecond ago is before anything that has ended
        assertThat(run("purge", "--transcript-retention", "PT0.000000001S").out().strip())
                .isEqualTo("erased conversations: 1");
    }

    @Test
    void evaluatesGoldenQuestionsOnADatabaseThatIsThrownAway() throws IOException {
        Path golden = folder.resolve("golden.jsonl");
        Files.writeString(golden, """
                {"id": "1", "lang": "en", "kind": "smalltalk", "question": "hello", "outcome": ["smalltalk"], \
                "gold": [], "why": "a greeting"}
                """);
        Run good = run("eval", golden.toString(), "--json", folder.resolve("figures.json").toString());
        assertThat(good.code()).as(good.err() + good.out()).isZero();
        assertThat(Files.readString(folder.resolve("figures.json"))).contains("outcome");
        assertThat(folder.resolve("data/policybot.db")).doesNotExist();
        Files.writeString(golden, Files.readString(golden).replace("[\"smalltalk\"]", "[\"human\"]"));
        Run bad = run("eval", golden.toString());
        assertThat(bad.code()).isEqualTo(1);
        Path wrong = folder.resolve("wrong.jsonl");
        Files.writeString(wrong, Files.readString(golden).replace("[], ", "[\"privacy-policy:9.9\"], "));
        assertRefused(run("eval", wrong.toString()), "wrong.jsonl:1: the corpus has no passage");
        assertThat(bad.out()).contains("under its threshold: outcome.all");
        String nowhere = folder.resolve("none/figures.json").toString();
        for (Run run : List.of(run("eval", golden.toString(), "--json", nowhere), run("check", "--json", nowhere))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).isEqualTo("policybot: --json names a file that cannot be written\n");
        }
        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', --port", "ask, QUESTION", "search, --limit", "eval, --least", "check, --against", "import, --out",
            "verify, --keys",
            "apikey, add",
            "agent, link",
            "purge, --data-dir",
            "serve, --relay-api-key"})
    void explainsEachCommand(String command, String named) {
        Run run = command.isEmpty() ? run("--help") : run(command, "--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Usage: policybot", named);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version").out()).startsWith("policybot ");
        assertThat(run("eval", "--version").out()).startsWith("policybot ");
    }

    @Test
    void explainsEverySettingWithItsFlag() {
        String help = run("--help").out();
        for (Setting setting : Setting.values()) {
            assertThat(help).contains(setting.flag());
        }
        assertThat(help).contains("ask", "search", "eval", "check", "import", "apikey", "purge", "serve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT=x", "RATE_LIMIT=x", "DATABASE_URL=jdbc:mysql://secret-word", "SMTP_URL=secret-word",
            "LOG_FORMAT=xml", "OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318",
            "BIND=not a host", "BIND=999.1.1.1", "BIND=192.0.2.1"})
    void refusesAMalformedSettingAndNamesIt(String setting) {
        String[] parts = setting.split("=", 2);
        assertRefused(run(Map.of(parts[0], parts[1])), parts[0]);
        assertRefused(run("--" + parts[0].toLowerCase(java.util.Locale.ROOT).replace('_', '-'), parts[1]), parts[0]);
    }

    @Test
    void refusesAMalformedSettingForEveryCommand() {
        for (List<String> command : List.of(List.of("serve"), List.of("ask", "hello"), List.of("search", "hello"),
                List.of("purge"), List.of("apikey", "add", "x"))) {
            assertRefused(run(Map.of("RATE_LIMIT", "x"), command.toArray(String[]::new)), "RATE_LIMIT");
        }
    }

    @Test
    void prefersAFlagToTheEnvironment() {
        assertThat(run(Map.of("RATE_LIMIT", "x"), "ask", "--rate-limit", "off", "hello").code()).isZero();
        assertRefused(run(Map.of("RATE_LIMIT", "off"), "ask", "--rate-limit", "x", "hello"), "RATE_LIMIT");
        assertThat(run(Map.of("RATE_LIMIT", "x"), "--rate-limit", "off", "ask", "hello").code()).isZero();
    }

    @Test
    void refusesAFlagThatItDoesNotKnowAndRepeatsNoValue() {
        assertRefused(run("--nonsense"), "--nonsense");
        assertRefused(run("--relay-apikey=sk-secret-word"), "--relay-apikey");
        assertRefused(run("--relay-apikey", "sk-secret-word"), "--relay-apikey");
        assertRefused(run("ask", "--smtp", "smtp://u:secret-word@mail", "hello"), "--smtp");
        assertRefused(run("--port"), "--port");
    }

    @Test
    void refusesACommandThatItDoesNotKnowOrThatLacksItsArgument() {
        assertRefused(run("answer", "hello"), "command");
        assertRefused(run("ask"), "QUESTION");
        assertRefused(run("ask", " "), "question");
        assertRefused(run("ask", "--language", "fr", "hello"), "--language");
        assertRefused(run("search", "--limit", "0", "hello"), "--limit");
        assertRefused(run("search", "--limit", "many", "hello"), "--limit");
        assertRefused(run("apikey"), "add");
        assertRefused(run("apikey", "add", " "), "NAME");
        assertRefused(run("eval", folder.resolve("none.jsonl").toString()), "none.jsonl");
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(run("--port", Integer.toString(taken.getLocalPort())), "PORT");
        }
    }

    @Test
    void blamesTheAddressWhereItIsNoneOfThisMachine() {
        // kept for documents: no machine has it
        for (String address : List.of("192.0.2.1", "no-such-host.invalid")) {
            Run refused = run("--bind", address);
            assertRefused(refused, "BIND: is no address of this machine");
            assertThat(refused.err()).doesNotContain("PORT");
        }
    }

    @Test
    void namesWhereItListensInAFormThatCanBeCalled() throws Exception {
        try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            // there is such an address here
        } catch (IOException e) {
            abort("this machine has no IPv6");
        }
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "BIND", "::1")) {
            assertThat(server.address().toString()).startsWith("http://[").contains("::1]:");
            assertThat(server.address().getPort()).isPositive();
        }
    }

    @Test
    void refusesADataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (String bad : List.of(file.toString(), file + "/below", "/proc/none")) {
            assertRefused(run("ask", "--data-dir", bad, "hello"), "DATA_DIR");
        }
    }

    @Test
    void refusesADatabaseThatIsNone() throws IOException {
        Path file = folder.resolve("broken.db");
        Files.writeString(file, "no database, just words ".repeat(1_000));
        assertRefused(run("ask", "--database-url", "jdbc:sqlite:" + file, "hello"), "DATABASE_URL");
        assertRefused(
                run("ask", "--database-url", "jdbc:postgresql://127.0.0.1:9/x?user=u&password=secret-word", "hello"),
                "DATABASE_URL");
    }

    @Test
    void refusesACorpusThatIsMissingEmptyOrBroken() throws IOException {
        assertRefused(run("ask", "--corpus-dir", folder.resolve("none").toString(), "hello"), "CORPUS_DIR");
        Path corpus = folder.resolve("corpus");
        Files.createDirectories(corpus.resolve("en"));
        assertRefused(run("ask", "--corpus-dir", corpus.toString(), "hello"), "CORPUS_DIR");
        Files.writeString(corpus.resolve("en/policy.md"), "no front matter");
        assertRefused(run("ask", "--corpus-dir", corpus.toString(), "hello"), "CORPUS_DIR",
                "en/policy.md:1");
    }

    @Test
    void tellsWhatItStoresAndPassesOnUnderTheSettings() {
        Run usual = run("record");
        assertThat(usual.code()).isZero();
        assertThat(usual.out()).contains("90 days (TRANSCRIPT_RETENTION)", "no address (none is set)", "| nothing |",
                "support@relayme.ai");
        Run set = run(Map.of("RELAY_BASE_URL", "https://relay.example/v1", "RELAY_API_KEY", "secret-word",
                "RELAY_MODEL", "model-a", "SMTP_URL", "smtp://bot:secret-word@mail.example:587", "DATABASE_URL",
                "jdbc:postgresql://db.example/bot?user=bot&password=secret-word", "TRANSCRIPT_RETENTION", "P7D",
                "ALLOWED_ORIGINS", "https://www.example.com"), "record");
        assertThat(set.out())
                .contains("7 days", "relay.example, for model-a", "mail.example", "PostgreSQL at db.example",
                        "https://www.example.com")
                .doesNotContain("secret-word", "90 days (TRANSCRIPT");
        assertThat(folder.resolve("data")).as("nothing is made for it").doesNotExist();
    }

    @Test
    void tellsHowLongAddressesAreCountedAndWhereTheyAreKept() {
        assertThat(run("record", "--rate-limit", "30/PT10M").out())
                .contains("for PT10M (RATE_LIMIT), and for an hour where forms are submitted", "login_failure")
                .doesNotContain("rate_limit");
        assertThat(run("record", "--rate-limit", "off").out()).contains("are not counted").doesNotContain("an hour");
        assertThat(run(Map.of("DATABASE_URL", "jdbc:postgresql://db.example/bot"), "record").out())
                .containsPattern("as keyed hashes .* rate_limit \\|");
    }

    @Test
    void namesEveryTableInWhatItStores() throws Exception {
        try (Store store = Store.open("jdbc:sqlite:" + folder.resolve("policybot.db"))) {
            List<String> tables = store.read(handle -> handle.createQuery("""
                    select name from sqlite_master where type = 'table' and name not like 'sqlite%'
                        and name not like 'answer_index_%' and name <> 'flyway_schema_history'""").mapTo(String.class)
                    .list());
            String out = run("record").out();
            assertThat(tables).hasSizeGreaterThan(20)
                    .allSatisfy(table -> assertThat(out).containsPattern("[ ,]" + table + "[ ,]"));
        }
    }
}
