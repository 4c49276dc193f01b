package ai.relayme.policybot.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Hangs up on clients that have begun a request and do not end it. Those that send it byte by byte renew the server's idle
 * timeout with each, so that nothing else would end their connections; those that fall silent would be waited for as long as
 * somebody who may ask again. Safe for concurrent use.
 */
final class SlowClients implements Connection.Listener {
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

    /**
     * @param timer   looks at the connections
     * @param seconds how often; who has begun a request and not ended it during two looks is hung up on
     */
    SlowClients(ScheduledExecutorService timer, long seconds) {
        var _ = timer.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * What a connection had done when it was looked at.
     *
     * @param bytes    bytes received
     * @param messages requests begun and replies ended
     * @param waits    how many times in a row the rest of a request was waited for
     */
    private record Progress(long bytes, long messages, int waits) {}

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
            if (now != null && now.waits() >= 2) {
                connection.getEndPoint().close();
            }
        });
    }

    private static Progress progress(Connection connection, Progress before) {
        long bytes = connection.getBytesIn();
        long messages = connection.getMessagesIn() + connection.getMessagesOut();
        boolean waits = messages == before.messages() && (bytes > before.bytes() || owesBytes(connection));
        return new Progress(bytes, messages, waits ? before.waits() + 1 : 0);
    }

    /** Whether the server waits for the rest of a request, and not for the next one or for whoever answers this one. */
    private static boolean owesBytes(Connection connection) {
        return connection instanceof HttpConnection http && http.isFillInterested() && !http.getParser().isIdle();
    }
}
