package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.store.LaterVersion;
import ai.relayme.policybot.store.SharedPostgres;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What callers notice of nodes that come, go and die, behind a real nginx on one PostgreSQL. */
@Tag("long")
@EnabledIf(value = "ai.relayme.policybot.app.Nginx#isThere", disabledReason = "there is no nginx")
@ExtendWith(SharedPostgres.class)
class NodeChangesTest {
    /** Each of the few connections has then run every statement often enough for the database to keep its plan. */
    private static final int MANY = 120;
    private static final int SOME = 20;
    private static final int VISITORS = 6;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anUpdateFailsNobodyAndADeathLosesNothing(TestPostgres postgres) throws Exception {
        String url = postgres.freshUrl();
        int newPort = Nginx.freePort();
        Visitors visitors;
        try (TestBot stays = TestBot.start("DATABASE_URL", url)) {
            TestBot goes = TestBot.start("DATABASE_URL", url);
            try (Nginx nginx = Nginx.start(folder, Nginx.freePort(), stays.port(), goes.port(), newPort)) {
                visitors = new Visitors(nginx.address("/"), VISITORS);
                try (visitors) {
                    visitors.awaitAccepted(MANY);
                    LaterVersion.adds(url);
                    visitors.awaitAccepted(SOME);
                    try (ServerProcess comes = ServerProcess.start(Files.createDirectory(folder.resolve("data")),
                            "DATABASE_URL", url, "PORT", Integer.toString(newPort))) {
                        visitors.awaitAccepted(SOME);
                        goes.close();
                        visitors.awaitAccepted(SOME);
                        assertThat(visitors.failures()).as("during the update").isEmpty();

                        comes.kill();
                        visitors.awaitAccepted(SOME);
                    }
                }
            }
        }
        assertThat(visitors.failures()).as("nginx has no node, or half a reply").allMatch(
                failure -> failure.startsWith("502") || failure.equals("no reply"));
        try (Store store = Store.open(url)) {
            assertThat(visitors.lost(store)).isEmpty();
        }
    }
}
