package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses a request by what its header fields say of its body, before any of that is read. */
final class DeclaredBody {
    private static final String IDENTITY = "identity";
    private static final String CHARSET = "charset";
    private static final Pattern CHARSET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]*");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

    private final long largest;

    /** @param largest the largest body, in bytes */
    DeclaredBody(long largest) {
        this.largest = largest;
    }

    void register(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context ctx) {
        if (ctx.req().getContentLengthLong() > largest) {
            throw Problem.of(ProblemType.PAYLOAD_TOO_LARGE, ProblemType.PAYLOAD_TOO_LARGE.remedy());
        }
        if (isEncoded(ctx)) {
            // what would have been read (RFC 9110 12.5.3)
            ctx.header("Accept-Encoding", IDENTITY);
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The body is compressed or otherwise encoded: send it as it is.");
        }
        if (!hasKnownCharset(ctx.req().getHeader("Content-Type"))) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The Content-Type names a charset that does not exist: send application/json, which is UTF-8.");
        }
    }

    private static boolean isEncoded(Context ctx) {
        boolean hasBody = ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
        return hasBody && Collections.list(ctx.req().getHeaders("Content-Encoding")).stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase(IDENTITY));
    }

    /** The libraries fail over a charset that is none, whatever they are asked for: the type, the body or a query parameter. */
    private static boolean hasKnownCharset(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        for (String part : contentType.split(";", -1)) {
            String parameter = part.strip();
            if (parameter.toLowerCase(Locale.ROOT).startsWith(CHARSET)
                    && !isCharset(parameter.substring(CHARSET.length()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCharset(String value) {
        if (!value.startsWith("=")) {
            return false;
        }
        String name = QUOTED.matcher(value.substring(1)).replaceFirst("$1");
        return CHARSET_NAME.matcher(name).matches() && Charset.isSupported(name);
    }
}
