package ai.relayme.policybot.http.console;

import ai.relayme.policybot.http.request.Problem;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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
    private static final Pattern COUNT = Pattern.compile("\\d{1,8}");

    /** Of a list whose cursors are ids that begin so. */
    static Paging byId(Context ctx, String prefix) {
        return of(ctx, Pattern.compile(prefix + "[0-9A-HJKMNP-TV-Z]{26}"));
    }

    /** Of a list whose cursors are how many items came before. */
    static Paging byCount(Context ctx) {
        return of(ctx, COUNT);
    }

    private static Paging of(Context ctx, Pattern cursors) {
        List<Problem.FieldError> errors = new ArrayList<>();
        String limit = Optional.ofNullable(ctx.queryParam("limit")).orElse(Integer.toString(USUAL));
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            errors.add(Problem.FieldError.ofQuery("limit", "must be a whole number from 1 to " + MOST));
        }
        String cursor = ctx.queryParam("cursor");
        if (cursor != null && !cursors.matcher(cursor).matches()) {
            errors.add(Problem.FieldError.ofQuery("cursor", "must be what the page before gave as next_cursor"));
        }
        if (!errors.isEmpty()) {
            throw Problem.fields(errors);
        }
        return new Paging(cursor, Integer.parseInt(limit));
    }

    /** How many items came before, in a list whose cursors tell that. */
    int offset() {
        return cursor == null ? 0 : Integer.parseInt(cursor);
    }

    /** How many items to look for: one more than is shown tells whether there are more. */
    int wanted() {
        return limit + 1;
    }

    /**
     * That part of the list, and where the next one begins.
     *
     * @param name   what the list is called
     * @param found  as many items as are {@link #wanted}, or all that there are
     * @param cursor what the next part goes by, of the last item shown
     */
    <T> ObjectNode json(String name, List<T> found, Function<T, ObjectNode> item, Function<T, String> cursor) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray(name);
        found.stream().limit(limit).map(item).forEach(list::add);
        json.put("next_cursor", found.size() > limit ? cursor.apply(found.get(limit - 1)) : null);
        return json;
    }
}
