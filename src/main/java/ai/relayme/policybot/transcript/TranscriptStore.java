package ai.relayme.policybot.transcript;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.Rows;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.Transcript.Exchange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps conversations. Every method throws {@link ai.relayme.policybot.store.StoreException} if the database fails. */
public final class TranscriptStore {
    private final Store store;
    private final TurnWriter writer;
    private final ReviewQueue queue = new ReviewQueue();

    /**
     * @param words    cuts what is kept into what it is found by
     * @param readable what of a question it is found by
     */
    public TranscriptStore(Store store, SearchWords words, ReadableQuestions readable) {
        this.store = store;
        this.writer = new TurnWriter(words, readable, store.isPostgresql());
    }

    /**
     * A conversation.
     *
     * @param id       its id
     * @param language language of its newest answer
     * @param apiKeyId the API key that began it, if one did
     */
    public record Conversation(String id, Language language, @Nullable String apiKeyId) {}

    /** The conversation of that id, if there is one. */
    public Optional<Conversation> conversation(String id) {
        return store.read(handle -> handle.createQuery("select language, api_key_id from conversation where id = :id")
                .bind("id", id).map((row, context) -> new Conversation(id,
                        Language.ofTag(row.getString("language")).orElseThrow(), row.getString("api_key_id")))
                .findOne());
    }

    /** The newest questions of a conversation, oldest first, at most {@code limit}. */
    public List<String> questions(String conversationId, int limit) {
        return store.read(handle -> handle
                .createQuery("select question from answer where conversation_id = :id order by created_at desc, id desc"
                        + " limit :limit")
                .bind("id", conversationId).bind("limit", limit).mapTo(String.class).list()).reversed();
    }

    /** The newest answers of a conversation that were more than politeness, as they were given, newest first. */
    public List<String> lastAnswers(String conversationId, int limit) {
        return store.read(handle -> handle
                .createQuery("select answer_json from answer where conversation_id = :id and outcome <> 'smalltalk'"
                        + " order by created_at desc, id desc limit :limit")
                .bind("id", conversationId).bind("limit", limit).mapTo(String.class).list());
    }

    /** What explains that answer, as JSON; empty where there is no such answer. */
    public Optional<String> traceJson(String answerId) {
        return store.read(handle -> handle.createQuery("select trace_json from answer where id = :id")
                .bind("id", answerId).mapTo(String.class).findOne());
    }

    /**
     * An answer as it was given, and by what.
     *
     * @param answerJson    the answer
     * @param corpusVersion the corpus it was answered from
     * @param promptVersion the prompt that a model was given, if one was
     */
    public record Given(String answerJson, String corpusVersion, @Nullable String promptVersion) {}

    /** The answer of that id, if there is one. */
    public Optional<Given> answer(String answerId) {
        return store.read(handle -> handle
                .createQuery("select answer_json, corpus_version, prompt_version from answer where id = :id")
                .bind("id", answerId).map((row, context) -> new Given(row.getString("answer_json"),
                        row.getString("corpus_version"), row.getString("prompt_version")))
                .findOne());
    }

    /**
     * Passes on every answer that is kept, oldest first, one at a time.
     *
     * @param taker is given the answer's JSON as it was given
     */
    public void forEachAnswer(Consumer<String> taker) {
        store.read(handle -> {
            try (Stream<String> answers = handle
                    .createQuery("select answer_json from answer order by created_at, id")
                    .mapTo(String.class).stream()) {
                answers.forEach(taker);
            }
            return 0;
        });
    }

    /** A question as it was asked in a conversation. */
    public record Asked(String conversationId, Language language, String question) {}

    /** The newest questions, each text once. */
    public List<Asked> newestQuestions(int limit) {
        return store.read(handle -> handle.createQuery("""
                select max(id) as newest, max(conversation_id) as conversation_id, language, question from answer
                group by language, question order by newest desc limit :limit""").bind("limit", limit)
                .map((row, context) -> new Asked(row.getString("conversation_id"),
                        Language.ofTag(row.getString("language")).orElseThrow(), row.getString("question")))
                .list());
    }

    /** A conversation with all that was said in it, if there is such a one. */
    public Optional<Transcript> transcript(String id) {
        return store.read(handle -> handle
                .createQuery("select language, created_at, last_at from conversation where id = :id").bind("id", id)
                .map((row, context) -> new Transcript(id, row.getString("language"),
                        Instant.ofEpochMilli(row.getLong("created_at")), Instant.ofEpochMilli(row.getLong("last_at")),
                        exchanges(handle, id)))
                .findOne());
    }

    private static List<Exchange> exchanges(Handle handle, String conversationId) {
        return handle.createQuery("""
                select a.created_at as asked_at, a.question, a.answer_json, f.helpful, f.reason as feedback_reason,
                    f.comment, f.created_at as told_at
                from answer a left join feedback f on f.answer_id = a.id
                where a.conversation_id = :id order by a.created_at, a.id""").bind("id", conversationId)
                .map((row, context) -> new Exchange(Instant.ofEpochMilli(row.getLong("asked_at")),
                        row.getString("question"), row.getString("answer_json"), feedback(row)))
                .list();
    }

    private static @Nullable Feedback feedback(ResultSet row) throws SQLException {
        Boolean helpful = Rows.truth(row, "helpful");
        return helpful == null
                ? null
                : new Feedback(helpful, row.getString("feedback_reason"), row.getString("comment"),
                        Instant.ofEpochMilli(row.getLong("told_at")));
    }

    /** Adds a turn to its conversation, which begins with it if it is new. On the disk when this returns. */
    public void add(Conversation conversation, Turn turn) {
        String words = writer.words(turn);
        store.writeTogether(handle -> {
            writer.begin(handle, conversation, turn.createdAt());
            writer.add(handle, conversation.id(), turn, words);
            queue.add(handle, conversation.id(), turn, false);
        });
    }

    /**
     * Adds a turn to a conversation that has begun. On the disk when this returns; but if the conversation was erased in
     * the meantime, nothing is kept.
     */
    public void goOn(Conversation conversation, Turn turn) {
        String words = writer.words(turn);
        store.writeTogether(handle -> {
            if (writer.touch(handle, conversation, turn.createdAt())) {
                writer.add(handle, conversation.id(), turn, words);
                queue.add(handle, conversation.id(), turn, true);
            }
        });
    }

    /**
     * Makes the words anew that some turns are found by, which were kept under earlier rules of what may be read, or by an
     * earlier version of the program; until then a search passes them over.
     *
     * @return of how many turns; 0 when there are none left
     */
    public int maskEarlier() {
        return writer.maskEarlier(store);
    }

    /** Keeps that a visitor handed their conversation over to a person. */
    public void handedOff(String conversationId) {
        // every answer's id comes before this
        store.write(handle -> queue.handedOff(handle, conversationId, "b"));
    }

    /**
     * Keeps what a visitor thought of an answer, in place of what they told before.
     *
     * @return whether there is such an answer
     */
    public boolean addFeedback(String answerId, Feedback feedback) {
        return store.writing(handle -> {
            boolean there = handle.createQuery("select count(*) from answer where id = :id").bind("id", answerId)
                    .mapTo(Integer.class).one() == 1;
            if (there) {
                handle.createUpdate("""
                        insert into feedback (answer_id, helpful, reason, comment, created_at)
                        values (:id, :helpful, :reason, :comment, :at)
                        on conflict (answer_id) do update set helpful = excluded.helpful, reason = excluded.reason,
                            comment = excluded.comment, created_at = excluded.created_at""").bind("id", answerId)
                        .bind("helpful", feedback.helpful() ? 1 : 0).bind("reason", feedback.reason())
                        .bind("comment", feedback.comment()).bind("at", feedback.at().toEpochMilli()).execute();
                queue.judged(handle, answerId, feedback.helpful());
            }
            return there;
        });
    }

    /**
     * Erases a conversation with everything that belongs to it. When this returns, no file of the database has a word of
     * it, as {@link Store#erasing} says.
     *
     * @return whether there was such a one
     */
    public boolean erase(String conversationId) {
        return store.erasing(handle -> {
            // whose keys are free again: what they were used for is as if it had never been asked
            handle.createUpdate("""
                    delete from asked where answer_id in (select id from answer where conversation_id = :id)""")
                    .bind("id", conversationId).execute();
            return handle.createUpdate("delete from conversation where id = :id").bind("id", conversationId).execute();
        }) > 0;
    }

    /** As {@link Store#scrub}. */
    void scrub() {
        store.scrub();
    }

    /** As {@link Store#rewrite}. */
    void rewrite() {
        store.rewrite();
    }

    /**
     * Erases every conversation whose last question came before that moment, in the same way.
     *
     * @return how many were erased
     */
    public int eraseBefore(Instant moment) {
        // hardly an hour has any, and erasing writes a whole file anew
        boolean none = store.read(handle -> handle
                .createQuery("select 1 from conversation where last_at < :moment limit 1")
                .bind("moment", moment.toEpochMilli()).mapTo(Integer.class).findOne()).isEmpty();
        if (none) {
            return 0;
        }
        return store.erasing(handle -> handle.createUpdate("delete from conversation where last_at < :moment")
                .bind("moment", moment.toEpochMilli()).execute());
    }
}
