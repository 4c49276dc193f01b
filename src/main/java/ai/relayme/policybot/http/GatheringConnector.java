package ai.relayme.policybot.http;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Looks for requests only now and then while questions are refused, so that many are found at once: to be woken for each
 * costs as much as to refuse it, and what it costs is taken from the answers.
 */
final class GatheringConnector extends ServerConnector {
    /** A refusal is this much later at most; it may take 50 ms. */
    private static final Duration NAP = Duration.ofMillis(10);

    private final BooleanSupplier refusing;

    /** @param refusing whether questions are refused at this time; must wait for nothing */
    GatheringConnector(Server server, ConnectionFactory protocol, BooleanSupplier refusing) {
        super(server, protocol);
        this.refusing = refusing;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            @Override
            protected ManagedSelector newSelector(int id) {
                return new ManagedSelector(this, id) {
                    @Override
                    protected int select(Selector selector) throws IOException {
                        if (refusing.getAsBoolean()) {
                            LockSupport.parkNanos(NAP.toNanos());
                        }
                        return super.select(selector);
                    }
                };
            }
        };
    }
}
