package ai.relayme.policybot.http;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives every request a virtual thread, and those after the server's health a thread of the platform, as those have that
 * read from the network: virtual threads run first come first served, so behind a burst of a thousand questions a live
 * server would seem dead for seconds.
 */
final class Dispatch extends Handler.Wrapper {
    private static final String HEALTH = "/health/";

    private final Executor virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final Executor platform;

    /** Takes the threads of the platform from that pool. */
    Dispatch(Executor platform) {
        this.platform = platform;
    }

    /** What happens here is short, so that the thread that reads requests may do it. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getCanonicalPath();
        (path != null && path.startsWith(HEALTH) ? platform : virtual).execute(() -> pass(request, response, callback));
        return true;
    }

    private void pass(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
