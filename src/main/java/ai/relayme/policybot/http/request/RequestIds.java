package ai.relayme.policybot.http.request;

import com.github.f4b6a3.ulid.UlidFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.MDC;

/** Gives every request an id, which stands in its reply's {@code Request-Id}, in problem documents and in log lines. */
public final class RequestIds {
    /** The header that tells the caller. */
    public static final String HEADER = "Request-Id";

    /** The field of log lines that says for which request they were written. */
    private static final String LOG_FIELD = "request_id";
    private static final String ATTRIBUTE = "policybot.request-id";

    private final UlidFactory ids;

    /** @param ids where the ids come from */
    public RequestIds(UlidFactory ids) {
        this.ids = ids;
    }

    /** Gives every request of these routes its id before anything else is done for it. */
    public void register(RoutesConfig routes) {
        routes.before(ctx -> {
            String id = fresh(ids);
            ctx.attribute(ATTRIBUTE, id);
            ctx.header(HEADER, id);
            MDC.put(LOG_FIELD, id);
        });
        // the thread goes on to the connection's next request
        routes.after(_ -> MDC.remove(LOG_FIELD));
    }

    /** A new id. */
    public static String fresh(UlidFactory ids) {
        return "req_" + ids.create();
    }

    /** The id of that request; one that failed before it was given one has none. */
    public static String of(Context ctx) {
        String id = ctx.attribute(ATTRIBUTE);
        return id == null ? "none" : id;
    }
}
