package ai.relayme.policybot.http.request;

import io.javalin.http.Context;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Reads {@code Accept}, above all where there is JSON and something else to choose from. */
public final class AcceptedTypes {
    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");

    private AcceptedTypes() {}

    /** Whether the caller would rather have a page than JSON. */
    public static boolean wantsHtml(Context ctx) {
        return wants(ctx, Set.of("text/html", "text/*", "application/xhtml+xml"));
    }

    /** Whether the caller would rather have plain text than JSON. */
    public static boolean wantsText(Context ctx) {
        return wants(ctx, Set.of("text/plain", "text/*"));
    }

    private static boolean wants(Context ctx, Set<String> wanted) {
        return wishes(ctx).filter(type -> wanted.contains(type) || JSON.contains(type)).findFirst()
                .filter(wanted::contains).isPresent();
    }

    /** The media types that the caller accepts, without their parameters, the best liked first. */
    public static Stream<String> wishes(Context ctx) {
        return wishes(ctx, "Accept").map(type -> type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** What that header field lists, the best liked first; its lines are one list (RFC 9110 5.3). */
    static Stream<String> wishes(Context ctx, String header) {
        QuotedQualityCSV wishes = new QuotedQualityCSV();
        Enumeration<String> lines = ctx.req().getHeaders(header);
        while (lines.hasMoreElements()) {
            wishes.addValue(lines.nextElement());
        }
        return wishes.getValues().stream();
    }
}
