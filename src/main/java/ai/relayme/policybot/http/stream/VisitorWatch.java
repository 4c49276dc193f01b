package ai.relayme.policybot.http.stream;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a visitor hangs up while their answer is being written, which the server itself finds out only when it
 * writes. Begins once the whole request has been read, and must be closed before the reply ends, because the server then
 * reads the connection's next request. A visitor who only closes their half of the connection is taken for one who left;
 * they still get their reply. Safe for concurrent use.
 */
public final class VisitorWatch implements AutoCloseable {
    private static final int SOME_BYTES = 1024;

    private final Connection connection;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean left;
    private boolean closed;

    private VisitorWatch(Connection connection) {
        this.connection = connection;
    }

    /** Begins to watch the visitor whose request this is. */
    public static VisitorWatch of(Context ctx) {
        VisitorWatch watch = new VisitorWatch(ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData().getConnection());
        watch.awaitBytes();
        return watch;
    }

    /** Has this done when the visitor leaves; at once if they have left. */
    public void onLeaving(Runnable action) {
        synchronized (actions) {
            if (!left) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** The visitor left. */
    public void leave() {
        List<Runnable> due;
        synchronized (actions) {
            left = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    private void awaitBytes() {
        connection.getEndPoint().tryFillInterested(new Callback() {
            @Override
            public void succeeded() {
                if (hasHungUp()) {
                    leave();
                }
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        });
    }

    /** Whether what came is the end; bytes of a next request go to the server, which would have read them later. */
    private synchronized boolean hasHungUp() {
        if (closed) {
            return false;
        }
        ByteBuffer bytes = BufferUtil.allocate(SOME_BYTES);
        try {
            int read = connection.getEndPoint().fill(bytes);
            if (read == 0) {
                awaitBytes();
            } else if (read > 0 && connection instanceof Connection.UpgradeTo reader) {
                reader.onUpgradeTo(bytes);
            }
            return read < 0;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection.getEndPoint() instanceof AbstractEndPoint endPoint) {
            endPoint.getFillInterest().onFail(new IOException("the reply is ready"));
        }
    }
}
