package ai.relayme.policybot.http.console;

import ai.relayme.policybot.http.request.Problem;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param cursor what the part before gave as {@code next_cursor}; nothing for the first
 * @param limit  how many items
 */
record Paging(@Nullable String cursor, int limit) {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    static Paging of(Context ctx) {
        String limit = ctx.queryParam("limit");
        String cursor = ctx.queryParam("cursor");
        if (limit == null) {
            return new Paging(cursor, USUAL);
        }
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw Problem.fields(
                    List.of(new Problem.FieldError("?limit", "must be a whole number from 1 to " + MOST)));
        }
        return new Paging(cursor, Integer.parseInt(limit));
    }
}
