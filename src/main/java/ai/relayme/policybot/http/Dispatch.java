package ai.relayme.policybot.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a virtual thread, and those after the server's health and figures a thread of the platform, as those
 * have that read from the network: virtual threads run first come first served, so behind a burst of a thousand questions a live
 * server would seem dead for seconds. Where there are more than can be answered, the rest are refused at once and by the
 * thread that read them: what waits holds memory, and to begin with it costs as much as half an answer.
 */
final class Dispatch extends Handler.Wrapper {
    private static final String HEALTH = "/health/";
    private static final String METRICS = "/metrics";
    /** What a question is posted to. */
    private static final Set<String> QUESTIONS = Set.of("/ask", "/v1/chat/completions", "/mcp");
    /** What the library would heed and this server has no use for. */
    private static final List<String> UNHEEDED = List.of("X-HTTP-Method-Override", "Upgrade", "Sec-WebSocket-Version");
    /** Requests that a core is behind with, of some 50 KiB each: two cores let in a thousand readers who come in one moment. */
    static final int MOST_UNBEGUN_A_CORE = 500;

    private final Executor virtual;
    private final Executor platform;
    private final IntPredicate admits;
    private final Refusal refusal;
    private final int mostUnbegun = MOST_UNBEGUN_A_CORE * Runtime.getRuntime().availableProcessors();
    private final AtomicInteger unbegun = new AtomicInteger();

    /** Answers a request that nothing will be done for. */
    @FunctionalInterface
    interface Refusal {
        void refuse(Request request, Response response, Callback callback);
    }

    /**
     * @param virtual  gives every request a virtual thread
     * @param platform the threads of the platform
     * @param admits   whether a question is taken, given how many were taken that have not begun; must wait for nothing
     * @param refusal  must wait for nothing
     */
    Dispatch(Executor virtual, Executor platform, IntPredicate admits, Refusal refusal) {
        this.virtual = virtual;
        this.platform = platform;
        this.admits = admits;
        this.refusal = refusal;
    }

    /** What happens here is short, so that the thread that reads requests may do it. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // as if the thread that handles it were the one that read it: who waits for a model sends nothing meanwhile
        request.addIdleTimeoutListener(_ -> false);
        String path = request.getHttpURI().getCanonicalPath();
        if (path != null && (path.startsWith(HEALTH) || path.equals(METRICS))) {
            platform.execute(() -> pass(request, response, callback));
        } else if (unbegun.get() >= mostUnbegun || (isQuestion(request, path) && !admits.test(unbegun.get()))) {
            refusal.refuse(request, response, callback);
        } else {
            unbegun.incrementAndGet();
            virtual.execute(() -> {
                unbegun.decrementAndGet();
                pass(request, response, callback);
            });
        }
        return true;
    }

    private static boolean isQuestion(Request request, @Nullable String path) {
        return path != null && QUESTIONS.contains(path) && HttpMethod.POST.is(request.getMethod());
    }

    private void pass(Request request, Response response, Callback callback) {
        try {
            Request routed = HttpMethod.HEAD.is(request.getMethod()) ? new HeadAsGet(request) : request;
            if (UNHEEDED.stream().anyMatch(request.getHeaders()::contains)) {
                routed = new WithoutUnheeded(routed);
            }
            if (!super.handle(routed, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    /**
     * A request for the head alone is served as one for the whole, of which the server sends no body: the library would say
     * 200 wherever there is a route, whether or not there is such an answer or the bot is ready.
     */
    private static final class HeadAsGet extends Request.Wrapper {
        HeadAsGet(Request request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.asString();
        }
    }

    /**
     * A request whose method is the one that proxies and browsers have seen, and whose protocol stays: the library would let a
     * header turn a GET, which may be repeated and loaded in advance, into an erasure, and would look for a WebSocket where one
     * is asked for, although an upgrade is an offer that a server may pass over (RFC 9110 7.8).
     */
    private static final class WithoutUnheeded extends Request.Wrapper {
        private final HttpFields headers;

        WithoutUnheeded(Request request) {
            super(request);
            HttpFields.Mutable heeded = HttpFields.build(request.getHeaders());
            UNHEEDED.forEach(heeded::remove);
            headers = heeded.asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
