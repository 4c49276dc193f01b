package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.AgentNames;
import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.http.request.HttpConfig;
import ai.relayme.policybot.ratelimit.RateLimit;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about API keys. */
final class ApiKeyCommands {
    private ApiKeyCommands() {}

    @Command(mixinStandardHelpOptions = true, description = "The keys of developers who call the API.")
    static final class Keys implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Commands.require(spec, false, "apikey needs a command: add NAME, list, or revoke KEY");
            return 2;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Makes an API key and prints it, this once.")
    static final class Add extends BotCommand {
        @Parameters(paramLabel = "NAME", description = "whose key it is")
        private String name = "";

        @Option(names = "--scopes", paramLabel = "SCOPES", description = "what it is for, separated by commas: ask, search, "
                + "handoff, transcripts (default: all)")
        private @Nullable String scopes;

        @Option(names = "--origins", paramLabel = "ORIGINS", description = "the sites whose pages may use it, and nobody else, "
                + "separated by commas; default: servers")
        private String origins = "";

        @Option(names = "--limit", paramLabel = "N/PERIOD", description = "requests in a period such as 60/PT1M; default: any")
        private @Nullable String limit;

        Add(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            require(!name.isBlank() && name.length() <= ApiKey.LONGEST_NAME,
                    "NAME must have 1 to " + ApiKey.LONGEST_NAME + " characters");
            Set<String> labels = scopes == null ? labels() : list(scopes);
            require(!labels.isEmpty() && labels().containsAll(labels),
                    "--scopes must be of ask, search, handoff and transcripts, separated by commas");
            Optional<Set<String>> sites = HttpConfig.origins(list(origins));
            require(sites.isPresent(),
                    "--origins must be origins such as https://www.example.com, separated by commas");
            RateLimit stated = limit == null ? null : RateLimit.parse(limit).orElse(null);
            require(limit == null || stated != null,
                    "--limit must be requests/period such as 60/PT1M, of a second to a day");
            Set<Scope> granted = labels.stream().flatMap(label -> Scope.ofLabel(label).stream())
                    .collect(Collectors.toSet());
            try (PolicyBot bot = Commands.build(settings.get())) {
                out.println(bot.apiKeys().add(
                        new ApiKey.Grant(name.strip(), granted, sites.orElseThrow(), stated),
                        AgentNames.COMMAND_LINE));
            }
            return 0;
        }

        private static Set<String> labels() {
            return Arrays.stream(Scope.values()).map(Scope::label).collect(Collectors.toSet());
        }

        private static Set<String> list(String text) {
            return Arrays.stream(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty())
                    .collect(Collectors.toSet());
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the API keys, the newest first, a line each.")
    static final class List extends BotCommand {
        List(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            try (PolicyBot bot = Commands.build(settings.get())) {
                bot.apiKeys().all().forEach(key -> out.println(line(key)));
            }
            return 0;
        }

        private static String line(ApiKey key) {
            return String.join("\t", key.id(), key.prefix() == null ? "-" : key.prefix() + "…", key.grant().name(),
                    "scopes " + key.grant().scopes().stream().map(Scope::label).sorted()
                            .collect(Collectors.joining(",")),
                    "origins " + (key.grant().origins().isEmpty()
                            ? "-"
                            : String.join(",", new TreeSet<>(key.grant().origins()))),
                    "limit " + Optional.ofNullable(key.grant().rateLimit()).map(RateLimit::text).orElse("-"),
                    "made " + day(key.createdAt()),
                    "used " + day(key.lastUsedAt()),
                    key.revokedAt() == null ? "counts" : "revoked " + day(key.revokedAt()));
        }

        private static String day(@Nullable Instant moment) {
            return moment == null ? "never" : moment.truncatedTo(ChronoUnit.MINUTES).toString();
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Has an API key count no more, at once and for good.")
    static final class Revoke extends BotCommand {
        @Parameters(paramLabel = "KEY", description = "the key itself, its id, or its beginning as apikey list shows it")
        private String key = "";

        Revoke(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            try (PolicyBot bot = Commands.build(settings.get())) {
                require(bot.apiKeys().revoke(key.strip().replace("…", ""), AgentNames.COMMAND_LINE),
                        "there is no such key that counts; see: policybot apikey list");
            }
            return 0;
        }
    }
}
