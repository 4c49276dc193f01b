package ai.relayme.policybot.http.console;

import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.ConversationFilter;
import ai.relayme.policybot.console.ConversationFilter.Column;
import ai.relayme.policybot.correction.Correction;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.rights.CaseList;
import ai.relayme.policybot.rights.CaseState;
import ai.relayme.policybot.rights.Regimes;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
            String value = reader.word(column.label(), column.words());
            if (value != null) {
                equal.put(column, value);
            }
        }
        Instant from = reader.moment("from", false);
        Instant to = reader.moment("to", true);
        reader.order(from, to);
        ConversationFilter filter = new ConversationFilter(reader.text("q"), equal, reader.share("min_support"),
                reader.share("max_support"), from, to);
        reader.check();
        return filter;
    }

    static Analytics.Period period(Context ctx, Instant now, Duration usual) {
        FilterReader reader = new FilterReader(ctx);
        Instant to = reader.moment("to", true);
        Instant from = reader.moment("from", false);
        reader.order(from, to);
        String language = reader.word("language", Column.LANGUAGE.words());
        reader.check();
        Instant end = to == null ? now.plusMillis(1) : to;
        return new Analytics.Period(from == null ? end.minus(usual) : from, end, language);
    }

    static CaseList.Filter cases(Context ctx, Regimes regimes, Instant now) {
        FilterReader reader = new FilterReader(ctx);
        List<String> states = Stream
                .concat(Stream.of(CaseList.OPEN), Stream.of(CaseState.values()).map(CaseState::label)).toList();
        String state = reader.word("state", states);
        String kind = reader.word("kind", CaseList.KINDS);
        String right = reader.word("right", Stream.of(Right.values()).map(Right::label).toList());
        String regime = reader.word("regime", regimes.ids());
        String due = reader.text("due_within_days");
        boolean days = due != null && due.matches("\\d{1,4}");
        if (due != null && !days) {
            reader.fault("due_within_days", "must be a whole number of days");
        }
        reader.check();
        return new CaseList.Filter(state, kind, right, regime,
                due == null || !days ? null : now.plus(Duration.ofDays(Integer.parseInt(due))));
    }

    static Optional<Correction.State> corrections(Context ctx) {
        FilterReader reader = new FilterReader(ctx);
        String state = reader.word("state", Stream.of(Correction.State.values()).map(Correction.State::label).toList());
        reader.check();
        return Optional.ofNullable(state).flatMap(Correction.State::ofLabel);
    }

    static @Nullable String auditTarget(Context ctx) {
        FilterReader reader = new FilterReader(ctx);
        String target = reader.text("target");
        reader.check();
        return target;
    }

    /** For lists that are shown as they are. */
    static void none(Context ctx) {
        new FilterReader(ctx).check();
    }

    /** One of these words, of any where there are none. */
    private @Nullable String word(String name, List<String> words) {
        String value = text(name);
        if (value != null && !words.isEmpty() && !words.contains(value)) {
            fault(name, "must be one of " + String.join(", ", words));
        }
        return value;
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

    private void order(@Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            fault("from", "must be before 'to'");
        }
    }

    private void fault(String name, String detail) {
        errors.add(Problem.FieldError.ofQuery(name, detail));
    }

    private void check() {
        ctx.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                fault(name, "is not a known filter");
            } else if (values.size() > 1) {
                fault(name, "must be there once");
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.fields(errors);
        }
    }
}
