package ai.relayme.policybot.http.request;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Reads {@code Accept} where there is JSON and something else to choose from. */
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
        String accept = ctx.header("Accept");
        if (accept == null) {
            return false;
        }
        QuotedQualityCSV types = new QuotedQualityCSV();
        types.addValue(accept);
        for (String type : types.getValues()) {
            String plain = type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
            if (wanted.contains(plain)) {
                return true;
            }
            if (JSON.contains(plain)) {
                return false;
            }
        }
        return false;
    }
}
