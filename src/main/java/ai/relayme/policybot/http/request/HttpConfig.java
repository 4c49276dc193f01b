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

    /**
     * The origins of sites, such as {@code https://www.example.com}, as browsers write them: in small letters, without the
     * port that the scheme has anyway (RFC 6454, section 6.2). Empty where one of them is none.
     */
    public static Optional<Set<String>> origins(Collection<String> texts) {
        return texts.stream().allMatch(text -> ORIGIN.matcher(text).matches())
                ? Optional.of(texts.stream().map(HttpConfig::asBrowsersTell).collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    private static String asBrowsersTell(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        return USUAL_PORT.matcher(small).matches() ? small.substring(0, small.lastIndexOf(':')) : small;
    }
}
