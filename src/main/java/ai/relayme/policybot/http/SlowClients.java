package ai.relayme.policybot.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Hangs up on clients that send a request byte by byte: each byte renews the server's idle timeout, so that nothing else
 * would end their connections. Safe for concurrent use.
 */
final class SlowClients implements Connection.Listener {
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

    /**
     * @param timer   looks at the connections
     * @param seconds how often; who has sent bytes but no whole request during two looks is hung up on
     */
    SlowClients(ScheduledExecutorService timer, long seconds) {
        var _ = timer.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * What a connection had done when it was looked at.
     *
     * @param bytes    bytes received
     * @param messages requests begun and replies ended
     * @param drips    how many times in a row bytes had come and no request or reply
     */
    private record Progress(long bytes, long messages, int drips) {}

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Progress(0, 0, 0));
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void look() {
        open.keySet().forEach(connection -> {
            Progress now = open.computeIfPresent(connection, SlowClients::progress);
            if (now != null && now.drips() >= 2) {
                connection.getEndPoint().close();
            }
        });
    }

    private static Progress progress(Connection connection, Progress before) {
        long bytes = connection.getBytesIn();
        long messages = connection.getMessagesIn() + connection.getMessagesOut();
        boolean drips = bytes > before.bytes() && messages == before.messages();
        return new Progress(bytes, messages, drips ? before.drips() + 1 : 0);
    }
}
