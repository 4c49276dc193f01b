package ai.relayme.policybot.bench;

import ai.relayme.policybot.app.Nginx;
import ai.relayme.policybot.app.ServerProcess;
import ai.relayme.policybot.app.Visitors;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.mail.FakeSmtp;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kills one of two nodes behind nginx again and again under a load of questions and rights requests, the one and the other in
 * turn, and starts it anew; then lets the outbox drain and counts. Prints a row; exit code 1 where something accepted was
 * lost, something was taken in twice, or a mail went out under two Message-IDs or never.
 */
@Command(name = "node-rounds", mixinStandardHelpOptions = true, description = "Kills nodes under load.", showDefaultValues = true)
public final class NodeRounds implements Callable<Integer> {
    private static final long SEED = 37;
    private static final int VISITORS = 8;
    private static final Duration DRAIN = Duration.ofMinutes(10);

    @Option(names = "--rounds", description = "how many deaths")
    private int rounds = 20;

    private NodeRounds() {}

    /** Runs the rounds; see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NodeRounds()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("policybot-nodes");
        Random random = new Random(SEED);
        int[] ports = {Nginx.freePort(), Nginx.freePort()};
        try (TestPostgres postgres = TestPostgres.start(); FakeSmtp mailServer = FakeSmtp.start()) {
            String url = postgres.freshUrl();
            ServerProcess[] nodes = {start(folder, ports[0], url, mailServer),
                    start(folder, ports[1], url, mailServer)};
            Visitors visitors;
            try (Nginx nginx = Nginx.start(folder, Nginx.freePort(), ports)) {
                visitors = new Visitors(nginx.address("/"), VISITORS);
                try (visitors) {
                    for (int i = 0; i < rounds; i++) {
                        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500, 3_000)).toNanos());
                        nodes[i % 2].kill();
                        nodes[i % 2] = start(folder, ports[i % 2], url, mailServer);
                    }
                }
            }
            try (Store store = Store.open(url)) {
                return report(visitors, store, mailServer) ? 0 : 1;
            } finally {
                nodes[0].close();
                nodes[1].close();
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static ServerProcess start(Path folder, int port, String url, FakeSmtp mailServer) throws Exception {
        return ServerProcess.start(Files.createDirectories(folder.resolve("node-" + port)), "PORT",
                Integer.toString(port), "DATABASE_URL", url, "SMTP_URL", "smtp://localhost:" + mailServer.port());
    }

    private boolean report(Visitors visitors, Store store, FakeSmtp mailServer) {
        int pending;
        long end = System.nanoTime() + DRAIN.toNanos();
        do {
            LockSupport.parkNanos(500_000_000);
            pending = store.read(handle -> handle.createQuery("select count(*) from outbox where state = 'pending'")
                    .mapTo(Integer.class).one());
        } while (pending > 0 && System.nanoTime() < end);
        Map<String, Set<String>> ids = new HashMap<>();
        List<FakeSmtp.Message> mails = mailServer.messages();
        mails.forEach(mail -> ids.computeIfAbsent(mail.recipients().getFirst(), recipient -> new HashSet<>())
                .add(mail.header("Message-ID")));
        int twoIds = (int) ids.values().stream().filter(found -> found.size() > 1).count();
        List<String> addresses = store
                .read(handle -> handle.createQuery("select email from case_file").mapTo(String.class).list());
        int unsent = (int) addresses.stream().filter(address -> !ids.containsKey(address)).count();
        List<String> lost = visitors.lost(store);
        System.out.println("| deaths | accepted | lost | exchanges that failed and were repeated | mails | repeated |"
                + " under two ids | not sent |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        System.out.printf("| %d | %d | %d | %d | %d | %d | %d | %d |%n", rounds, visitors.accepted(), lost.size(),
                visitors.failures().size(), mails.size(), mails.size() - ids.size(), twoIds, unsent);
        return lost.isEmpty() && twoIds == 0 && unsent == 0;
    }
}
