package ai.relayme.policybot.http.console;

import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.ConversationFilter;
import ai.relayme.policybot.console.ConversationFilter.Column;
import ai.relayme.policybot.http.request.Problem;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what lists are filtered by, from the query; a filter that is not known or not understood is refused. */
final class FilterReader {
    private static final int LONGEST_WORDS = 200;

    private final Context ctx;
    private final Set<String> known = new TreeSet<>(Set.of("cursor", "limit"));
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private FilterReader(Context ctx) {
        this.ctx = ctx;
    }

    static ConversationFilter conversations(Context ctx) {
        FilterReader reader = new FilterReader(ctx);
        Map<Column, String> equal = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            String value = reader.text(column.label());
            if (value != null) {
                equal.put(column, value);
            }
        }
        ConversationFilter filter = new ConversationFilter(reader.text("q"), equal, reader.share("min_support"),
                reader.share("max_support"), reader.moment("from", false), reader.moment("to", true));
        reader.check();
        return filter;
    }

    static Analytics.Period period(Context ctx, Instant now, Duration usual) {
        FilterReader reader = new FilterReader(ctx);
        Instant to = reader.moment("to", true);
        Instant from = reader.moment("from", false);
        String language = reader.text("language");
        reader.check();
        Instant end = to == null ? now.plusMillis(1) : to;
        return new Analytics.Period(from == null ? end.minus(usual) : from, end, language);
    }

    private @Nullable String text(String name) {
        known.add(name);
        String value = ctx.queryParam(name);
        if (value != null && value.codePointCount(0, value.length()) > LONGEST_WORDS) {
            fault(name, "must have at most " + LONGEST_WORDS + " characters");
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private @Nullable Double share(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("[01]|0?\\.\\d{1,9}|1\\.0{1,9}")) {
            fault(name, "must be a number from 0 to 1");
            return null;
        }
        return Double.valueOf(value);
    }

    /** A moment, or a day (UTC), whose end is meant where it is the last one. */
    private @Nullable Instant moment(String name, boolean last) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return value.length() == "2026-01-01".length()
                    ? LocalDate.parse(value).plusDays(last ? 1 : 0).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeException e) {
            fault(name, "must be a day or a moment, such as 2026-11-25 or 2026-11-25T09:00:00Z");
            return null;
        }
    }

    private void fault(String name, String detail) {
        errors.add(new Problem.FieldError("?" + name, detail));
    }

    private void check() {
        ctx.queryParamMap().keySet().stream().filter(name -> !known.contains(name))
                .forEach(name -> errors.add(new Problem.FieldError("?", "has a filter that is not known")));
        if (!errors.isEmpty()) {
            throw Problem.fields(errors);
        }
    }
}
