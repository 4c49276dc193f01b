package ai.relayme.policybot.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mail server.
 *
 * @param host     its name
 * @param port     its port
 * @param security how the connection is made safe
 * @param user     who logs in, if anybody
 * @param password with what
 */
public record SmtpConfig(String host, int port, Security security, @Nullable String user, @Nullable String password) {
    private static final int SUBMISSION_PORT = 587;
    private static final int SUBMISSIONS_PORT = 465;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    /** How the connection is made safe. */
    public enum Security {
        /** Not at all: the server is on this machine. */
        NONE,
        /** By STARTTLS, without which nothing is sent. */
        STARTTLS,
        /** By TLS from the first byte. */
        TLS
    }

    /**
     * The server that {@code smtp://user:pass@host:587} or {@code smtps://…} names.
     *
     * @throws IllegalArgumentException if the address has a path, or a user without a password
     */
    public static SmtpConfig of(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (!(path.isEmpty() || path.equals("/")) || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no path, query or fragment");
        }
        Security security = "smtps".equals(url.getScheme())
                ? Security.TLS
                : LOOPBACK.matcher(url.getHost()).matches() ? Security.NONE : Security.STARTTLS;
        int port = url.getPort() != -1
                ? url.getPort()
                : security == Security.TLS ? SUBMISSIONS_PORT : SUBMISSION_PORT;
        String login = url.getRawUserInfo();
        if (login == null) {
            return new SmtpConfig(url.getHost(), port, security, null, null);
        }
        int colon = login.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("must have a password where it has a user");
        }
        return new SmtpConfig(url.getHost(), port, security, decode(login.substring(0, colon)),
                decode(login.substring(colon + 1)));
    }

    private static String decode(String text) {
        // a plus sign stands for itself in an address of this kind
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
