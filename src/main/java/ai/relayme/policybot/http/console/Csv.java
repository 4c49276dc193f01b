package ai.relayme.policybot.http.console;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes comma-separated values (RFC 4180) that spreadsheets open as they are: with a byte order mark, times in ISO 8601,
 * and no text that they would take for a formula (OWASP's advice on CSV injection).
 */
final class Csv {
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;
    private boolean begun;

    Csv(Writer out) {
        this.out = out;
    }

    /** Writes a row; nothing stands for an empty field. */
    void row(@Nullable Object... fields) throws IOException {
        if (!begun) {
            out.write('\uFEFF');
            begun = true;
        }
        for (int i = 0; i < fields.length; i++) {
            out.write((i == 0 ? "" : ",") + field(fields[i]));
        }
        out.write("\r\n");
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Instant moment) {
            return moment.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        String text = value.toString();
        String seen = text.isBlank() ? text : text.stripLeading();
        boolean formula = !text.isEmpty()
                && (FORMULA.indexOf(text.charAt(0)) >= 0 || FORMULA.indexOf(seen.charAt(0)) >= 0);
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
