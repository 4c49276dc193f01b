package ai.relayme.policybot.logging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What was logged, as one JSON object.
 *
 * @param time    when
 * @param logger  name of the logger
 * @param context what the thread was at, such as the {@code request_id}; each becomes a field
 * @param thrown  becomes the field {@code exception} with its stack trace and causes
 */
public record JsonLine(Instant time, Level level, String logger, String message, Map<String, String> context,
        @Nullable Throwable thrown) {
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public JsonLine {
        context = Map.copyOf(context);
    }

    /** The object, in one line without its end. */
    public String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", MILLISECONDS.format(time));
        json.put("level", level.name());
        json.put("logger", logger);
        json.put("message", message);
        context.forEach(json::put);
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            json.put("exception", trace.toString().stripTrailing());
        }
        return json.toString();
    }
}
