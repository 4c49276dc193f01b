package ai.relayme.policybot.http.request;

import ai.relayme.policybot.ratelimit.RateLimit;
import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the server listens and whom it serves.
 *
 * @param bind           address to listen on
 * @param port           port to listen on, 0 for any that is free
 * @param secure         whether visitors reach it over HTTPS
 * @param allowedOrigins sites that may call the API from a browser
 * @param trustedProxies networks whose {@code X-Forwarded-For} counts
 * @param rateLimit      questions per client without an API key; empty for no limit
 */
public record HttpConfig(String bind, int port, boolean secure, Set<String> allowedOrigins,
        List<IPAddress> trustedProxies, Optional<RateLimit> rateLimit) {
    /** An origin as browsers tell it. */
    private static final Pattern ORIGIN = Pattern
            .compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:]+](:\\d{1,5})?");

    public HttpConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether that is the origin of a site, such as {@code https://www.example.com}. */
    public static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }
}
