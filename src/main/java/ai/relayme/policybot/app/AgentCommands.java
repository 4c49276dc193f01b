package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.AgentNames;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.Role;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about agents. */
final class AgentCommands {
    private AgentCommands() {}

    @Command(mixinStandardHelpOptions = true, description = "The people who work in the console.")
    static final class Agent implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Commands.require(spec, false, "agent needs a command: add NAME, or link NAME");
            return 2;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Adds an agent, and prints the link by which they choose their password, this once.")
    static final class Add extends BotCommand {
        @Parameters(paramLabel = "NAME", description = "what they log in by")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "viewer, reviewer, approver or admin (default: admin for the first, else reviewer)")
        private @Nullable String role;

        Add(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            String stripped = name.strip();
            require(!stripped.isEmpty() && stripped.length() <= Agents.LONGEST_NAME,
                    "NAME must have 1 to " + Agents.LONGEST_NAME + " characters");
            require(AgentNames.isName(stripped), "NAME " + AgentNames.RULE);
            require(role == null || Role.ofLabel(role).isPresent(),
                    "--role must be viewer, reviewer, approver or admin");
            try (PolicyBot bot = Commands.build(settings.get())) {
                Agents agents = bot.agents();
                Role usual = agents.accounts().stream().anyMatch(Agents.Account::active) ? Role.REVIEWER : Role.ADMIN;
                Optional<String> token = agents.add(stripped,
                        role == null ? usual : Role.ofLabel(role).orElse(usual), AgentNames.COMMAND_LINE);
                require(token.isPresent(),
                        "there is an agent of this name, or of one that looks like it; a new link for them: policybot agent link NAME");
                token.ifPresent(made -> out.println(bot.setupUrl(made)));
            }
            return 0;
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Prints a link by which an agent chooses a new password.")
    static final class Link extends BotCommand {
        @Parameters(paramLabel = "NAME", description = "what they log in by")
        private String name = "";

        Link(Supplier<Settings> settings, PrintStream out) {
            super(settings, out);
        }

        @Override
        public Integer call() throws Exception {
            try (PolicyBot bot = Commands.build(settings.get())) {
                Optional<String> token = bot.agents().link(name.strip(), AgentNames.COMMAND_LINE);
                require(token.isPresent(), "there is no agent of this name");
                token.ifPresent(made -> out.println(bot.setupUrl(made)));
            }
            return 0;
        }
    }
}
