package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a request of the console through, or refuses it. */
final class Guard {
    private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

    private final Sessions sessions;
    private final Cookies cookies;
    private final Supplier<URI> publicUrl;

    Guard(Sessions sessions, Cookies cookies, Supplier<URI> publicUrl) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.publicUrl = publicUrl;
    }

    /**
     * The agent whose request it is.
     *
     * @param needed the least role it takes
     */
    Agent agent(Context ctx, Role needed) {
        Agent agent = Optional.ofNullable(cookies.session(ctx)).flatMap(sessions::agent)
                .orElseThrow(() -> Problem.of(ProblemType.UNAUTHORIZED, "Log in to the console first."));
        if (!agent.role().includes(needed)) {
            throw Problem.of(ProblemType.FORBIDDEN, "This takes the role " + needed.label() + ".");
        }
        return agent;
    }

    /**
     * Refuses what another site had a browser send. Browsers tell in Sec-Fetch-Site where a request comes from; those
     * that do not, in Origin. What has neither, an old browser's or one that something on the way has stripped, may be sent
     * by anybody once it carries a session; without one there is nothing that another site could make use of.
     */
    void checkOrigin(Context ctx) {
        if (ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        String site = ctx.header("Sec-Fetch-Site");
        String origin = ctx.header("Origin");
        if (site == null && origin == null) {
            if (cookies.session(ctx) != null) {
                throw Problem.of(ProblemType.FORBIDDEN,
                        "It is not told where this was sent from. Outside a browser, send the console's own Origin.");
            }
            return;
        }
        boolean foreign = site != null ? !FROM_HERE.contains(site) : !isOwn(origin, ctx.header("Host"));
        if (foreign) {
            throw Problem.of(ProblemType.FORBIDDEN, "This was sent by another site.");
        }
    }

    private boolean isOwn(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        String authority = origin.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
        return authority.equals(publicUrl.get().getRawAuthority().toLowerCase(Locale.ROOT))
                || (host != null && authority.equals(host.toLowerCase(Locale.ROOT)));
    }
}
