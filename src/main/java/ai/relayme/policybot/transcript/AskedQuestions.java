package ai.relayme.policybot.transcript;

import ai.relayme.policybot.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which answer a question got that was sent with an idempotency key, for a day: whoever sends it again gets that answer.
 * Every method throws {@link ai.relayme.policybot.store.StoreException} if the database fails.
 */
public final class AskedQuestions {
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Store store;
    private final InstantSource clock;
    private final Duration longestAnswer;
    private final Instant begun;

    /** @param longestAnswer a question that is not answered by then was asked of a node that is no more */
    public AskedQuestions(Store store, InstantSource clock, Duration longestAnswer) {
        this.store = store;
        this.clock = clock;
        this.longestAnswer = longestAnswer;
        this.begun = clock.instant();
    }

    /** What there is under a key. */
    public sealed interface Earlier {
        /** Nothing: the key is the caller's now. */
        record None() implements Earlier {}

        /** The same question, which is being answered. */
        record Running() implements Earlier {}

        /** The same question, and its answer. */
        record Answered(String answerId) implements Earlier {}

        /** Another question. */
        record Another() implements Earlier {}
    }

    private record Row(String request, @Nullable String answerId) {}

    /**
     * Takes a key for a question, if nobody has.
     *
     * @param id      hash of the key and its caller
     * @param request hash of the question
     */
    public Earlier take(String id, String request) {
        Instant now = clock.instant();
        return store.writing(handle -> {
            erase(handle, now);
            handle.createUpdate("""
                    delete from asked where created_at < :longest
                        and not exists (select 1 from answer where answer.id = asked.answer_id)""")
                    .bind("longest", answeredSince(now).toEpochMilli()).execute();
            int taken = handle.createUpdate("""
                    insert into asked (id, request, created_at) values (:id, :request, :now) on conflict do nothing""")
                    .bind("id", id).bind("request", request).bind("now", now.toEpochMilli()).execute();
            return taken == 1
                    ? new Earlier.None()
                    : find(handle, id).map(row -> earlier(row, request)).orElseGet(Earlier.Running::new);
        });
    }

    /** What was asked before then and has no answer gets none: on SQLite there was no other server that could give it. */
    private Instant answeredSince(Instant now) {
        Instant since = now.minus(longestAnswer);
        return store.isPostgresql() || since.isAfter(begun) ? since : begun;
    }

    /** Forgets the keys whose day is over. */
    public static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from asked where created_at < :day")
                .bind("day", now.minus(KEPT_FOR).toEpochMilli()).execute();
    }

    private static Earlier earlier(Row row, String request) {
        if (!row.request().equals(request)) {
            return new Earlier.Another();
        }
        return row.answerId() == null ? new Earlier.Running() : new Earlier.Answered(row.answerId());
    }

    /** An answer counts once it is kept, so that a node that dies leaves no key without one. */
    private static Optional<Row> find(Handle handle, String id) {
        return handle.createQuery("""
                select request, answer.id as answer_id from asked left join answer on answer.id = asked.answer_id
                where asked.id = :id""").bind("id", id)
                .map((row, context) -> new Row(row.getString("request"), row.getString("answer_id"))).findOne();
    }

    /** The question is being answered, under that id. */
    public void begun(String id, String answerId) {
        store.write(handle -> handle.createUpdate("update asked set answer_id = :answerId where id = :id")
                .bind("answerId", answerId).bind("id", id).execute());
    }

    /** The key is free again: the question could not be answered. */
    public void release(String id) {
        store.write(handle -> handle.createUpdate("delete from asked where id = :id").bind("id", id).execute());
    }
}
