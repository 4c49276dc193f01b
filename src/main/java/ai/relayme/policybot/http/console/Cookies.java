package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Sessions;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The console's two cookies: the session, and the device that an agent has logged in with. No script reads them, no other
 * site has them sent. Over TLS their names begin with {@code __Host-}, so that no other host can set them (RFC 6265bis).
 */
final class Cookies {
    private static final String SESSION = "session";
    private static final String DEVICE = "device";
    private static final Duration DEVICE_KEPT = Duration.ofDays(180);

    private final boolean secure;

    /** @param secure whether agents reach the console over HTTPS */
    Cookies(boolean secure) {
        this.secure = secure;
    }

    @Nullable
    String session(Context ctx) {
        return ctx.cookie(name(SESSION));
    }

    @Nullable
    String device(Context ctx) {
        return ctx.cookie(name(DEVICE));
    }

    void setSession(Context ctx, String token) {
        set(ctx, SESSION, token, Sessions.LONGEST);
    }

    void setDevice(Context ctx, String token) {
        set(ctx, DEVICE, token, DEVICE_KEPT);
    }

    void clearSession(Context ctx) {
        set(ctx, SESSION, "", Duration.ZERO);
    }

    private void set(Context ctx, String name, String value, Duration kept) {
        ctx.cookie(new Cookie(name(name), value, "/", Math.toIntExact(kept.toSeconds()), secure, true, null,
                SameSite.STRICT));
    }

    private String name(String name) {
        return secure ? "__Host-" + name : name;
    }
}
