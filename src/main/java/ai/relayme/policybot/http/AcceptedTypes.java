package ai.relayme.policybot.http;

import io.javalin.http.Context;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** Reads {@code Accept} where there is JSON and a page to choose from. */
final class AcceptedTypes {
    private AcceptedTypes() {}

    /** Whether the caller would rather have a page than JSON. */
    static boolean wantsHtml(Context ctx) {
        String accept = ctx.header("Accept");
        if (accept == null) {
            return false;
        }
        QuotedQualityCSV types = new QuotedQualityCSV();
        types.addValue(accept);
        for (String type : types.getValues()) {
            switch (type.split(";", -1)[0].strip()) {
                case "text/html", "text/*", "application/xhtml+xml" -> {
                    return true;
                }
                case "application/json", "application/*", "*/*" -> {
                    return false;
                }
                default -> {
                    // the next best that the caller accepts
                }
            }
        }
        return false;
    }
}
