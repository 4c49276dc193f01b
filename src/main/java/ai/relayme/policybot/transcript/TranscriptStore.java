package ai.relayme.policybot.transcript;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.Store;
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

    public TranscriptStore(Store store) {
        this.store = store;
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

    /** What explains that answer, as JSON; empty where there is no such answer. */
    public Optional<String> traceJson(String answerId) {
        return store.read(handle -> handle.createQuery("select trace_json from answer where id = :id")
                .bind("id", answerId).mapTo(String.class).findOne());
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

    /**
     * One question and what was answered.
     *
     * @param at         when it was asked
     * @param question   what the visitor wrote
     * @param answerJson the answer as it was given
     */
    public record Exchange(Instant at, String question, String answerJson) {}

    /** What was said in a conversation, oldest first. */
    public List<Exchange> exchanges(String conversationId) {
        return store.read(handle -> handle.createQuery("""
                select created_at, question, answer_json from answer where conversation_id = :id
                order by created_at, id""").bind("id", conversationId)
                .map((row, context) -> new Exchange(Instant.ofEpochMilli(row.getLong("created_at")),
                        row.getString("question"), row.getString("answer_json")))
                .list());
    }

    /** Adds a turn to its conversation, which begins with it if it is new. On the disk when this returns. */
    public void add(Conversation conversation, Turn turn) {
        store.write(handle -> {
            touch(handle, conversation, turn.createdAt());
            handle.createUpdate("""
                    insert into answer (id, conversation_id, created_at, question, language, outcome, mode, model,
                        corpus_version, answer_json, trace_json)
                    values (:id, :conversation, :createdAt, :question, :language, :outcome, :mode, :model, :corpus,
                        :answer, :trace)""").bind("id", turn.answerId()).bind("conversation", conversation.id())
                    .bind("createdAt", turn.createdAt().toEpochMilli()).bind("question", turn.question())
                    .bind("language", turn.language().tag()).bind("outcome", turn.outcome()).bind("mode", turn.mode())
                    .bind("model", turn.model()).bind("corpus", turn.corpusVersion()).bind("answer", turn.answerJson())
                    .bind("trace", turn.traceJson()).execute();
        });
    }

    private static void touch(Handle handle, Conversation conversation, Instant now) {
        handle.createUpdate("""
                insert into conversation (id, language, api_key_id, created_at, last_at)
                values (:id, :language, :apiKey, :now, :now)
                on conflict (id) do update set language = excluded.language, last_at = excluded.last_at""")
                .bind("id", conversation.id()).bind("language", conversation.language().tag())
                .bind("apiKey", conversation.apiKeyId()).bind("now", now.toEpochMilli()).execute();
    }

    /**
     * Erases every conversation whose last question came before that moment.
     *
     * @return how many were erased
     */
    public int eraseBefore(Instant moment) {
        int[] erased = new int[1];
        store.write(handle -> erased[0] = handle.createUpdate("delete from conversation where last_at < :moment")
                .bind("moment", moment.toEpochMilli()).execute());
        return erased[0];
    }
}
