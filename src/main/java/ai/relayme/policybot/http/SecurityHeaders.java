package ai.relayme.policybot.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The headers that keep browsers from doing more with a reply than it is for, and the origins that may read it. */
final class SecurityHeaders {
    /** No inline code, no foreign hosts, no string turned into markup. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
            + "require-trusted-types-for 'script'";
    private static final Pattern REQUESTED_HEADERS = Pattern.compile("[A-Za-z0-9-]+(,\\s*[A-Za-z0-9-]+)*");
    /** How long a browser may remember that an origin is allowed, in seconds. */
    private static final String PREFLIGHT_AGE = "600";

    private final Predicate<String> allowedOrigins;
    private final boolean secure;

    /**
     * @param allowedOrigins tells which sites may call the API from a browser
     * @param secure         whether visitors come over HTTPS
     */
    SecurityHeaders(Predicate<String> allowedOrigins, boolean secure) {
        this.allowedOrigins = allowedOrigins;
        this.secure = secure;
    }

    void register(RoutesConfig routes) {
        routes.before(this::write);
    }

    /** Those of every reply, given to that as name and value. */
    void always(BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Referrer-Policy", "no-referrer");
        header.accept("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
        // most replies are one caller's, so whatever anybody may keep says so itself
        header.accept("Cache-Control", "no-store");
        if (secure) {
            header.accept("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private void write(Context ctx) {
        always(ctx::header);
        if (ctx.path().equals("/widget.js")) {
            // it is made to be loaded by other sites
            ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
        }
        String origin = ctx.header("Origin");
        // what is kept of a reply must not be given to a page of another origin, nor compressed to whom cannot read that
        ctx.header("Vary", "Origin, Accept-Encoding");
        if (origin == null) {
            return;
        }
        boolean allowed = allowedOrigins.test(origin);
        if (ctx.method().equals(HandlerType.OPTIONS) && ctx.header("Access-Control-Request-Method") != null) {
            preflight(ctx, allowed);
        }
        if (allowed) {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Expose-Headers", "Request-Id, Retry-After, RateLimit, RateLimit-Policy");
        }
    }

    private static void preflight(Context ctx, boolean allowed) {
        if (allowed) {
            ctx.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
            String requested = ctx.header("Access-Control-Request-Headers");
            if (requested != null && REQUESTED_HEADERS.matcher(requested).matches()) {
                ctx.header("Access-Control-Allow-Headers", requested);
            }
            ctx.header("Access-Control-Max-Age", PREFLIGHT_AGE);
        }
        ctx.status(204);
        ctx.skipRemainingHandlers();
    }
}
