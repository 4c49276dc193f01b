package ai.relayme.policybot.http.request;

import ai.relayme.policybot.ratelimit.RateLimit;
import inet.ipaddr.IPAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    /** An origin, in small letters or not. */
    private static final Pattern ORIGIN = Pattern
            .compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-fA-F:]+](:\\d{1,5})?");

    private static final Pattern USUAL_PORT = Pattern.compile("https://.+:443|http://.+:80");

    public HttpConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether that is the origin of a site, such as {@code https://www.example.com}. */
    public static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    /** Origins as browsers write them: in small letters, without the port that the scheme has anyway (RFC 6454, section 6.2). */
    public static Set<String> asBrowsersTell(Collection<String> origins) {
        return origins.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .map(origin -> USUAL_PORT.matcher(origin).matches()
                        ? origin.substring(0, origin.lastIndexOf(':'))
                        : origin)
                .collect(Collectors.toUnmodifiableSet());
    }
}
