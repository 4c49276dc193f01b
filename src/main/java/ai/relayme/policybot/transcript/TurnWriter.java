package ai.relayme.policybot.transcript;

import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.transcript.TranscriptStore.Conversation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes turns into the tables: the answer, what it cites, and the words that it is found by. */
final class TurnWriter {
    private static final JsonMapper MAPPER = new JsonMapper();
    /** Small enough that no visitor's turn waits long for it. */
    private static final int MASKED_AT_ONCE = 200;

    private final SearchWords words;
    private final ReadableQuestions readable;
    private final String vector;

    TurnWriter(SearchWords words, ReadableQuestions readable, boolean postgresql) {
        this.words = words;
        this.readable = readable;
        this.vector = postgresql ? "to_tsvector('simple', :words)" : ":words";
    }

    /** The words that a turn is found by; it takes as long as an answer's search, so no transaction waits for it. */
    String words(Turn turn) {
        return words(readable.masked().apply(turn.question()), turn.answerText());
    }

    private String words(String question, String answer) {
        return words.words(question + "\n" + answer);
    }

    /** Begins a conversation, or goes on with it. */
    void begin(Handle handle, Conversation conversation, Instant now) {
        handle.createUpdate("""
                insert into conversation (id, language, api_key_id, created_at, last_at)
                values (:id, :language, :apiKey, :now, :now)
                on conflict (id) do update set language = excluded.language, last_at = excluded.last_at""")
                .bind("id", conversation.id()).bind("language", conversation.language().tag())
                .bind("apiKey", conversation.apiKeyId()).bind("now", now.toEpochMilli()).execute();
    }

    /** Goes on with a conversation; whether it is still there. */
    boolean touch(Handle handle, Conversation conversation, Instant now) {
        return handle.createUpdate("update conversation set language = :language, last_at = :now where id = :id")
                .bind("id", conversation.id()).bind("language", conversation.language().tag())
                .bind("now", now.toEpochMilli()).execute() == 1;
    }

    /** @param words what {@link #words(Turn)} gives for it */
    void add(Handle handle, String conversationId, Turn turn, String words) {
        Explanation why = turn.explanation();
        handle.createUpdate("""
                insert into answer (id, conversation_id, created_at, question, language, outcome, mode, model,
                    corpus_version, answer_json, trace_json, intent, reason, topic, query, support, threshold,
                    top_passage, prompt_version, relay_failure, rejected_sentences, input_tokens, output_tokens,
                    took_micros, first_segment_micros, correction_id)
                values (:id, :conversation, :createdAt, :question, :language, :outcome, :mode, :model, :corpus,
                    :answer, :trace, :intent, :reason, :topic, :query, :support, :threshold, :topPassage,
                    :promptVersion, :relayFailure, :rejectedSentences, :inputTokens, :outputTokens, :tookMicros,
                    :firstSegmentMicros, :correction)""").bind("id", turn.answerId())
                .bind("conversation", conversationId)
                .bind("createdAt", turn.createdAt().toEpochMilli()).bind("question", turn.question())
                .bind("language", turn.language().tag()).bind("outcome", turn.outcome()).bind("mode", turn.mode())
                .bind("model", turn.model()).bind("corpus", turn.corpusVersion()).bind("answer", turn.answerJson())
                .bind("trace", turn.traceJson()).bind("intent", why.intent()).bind("reason", why.reason())
                .bind("topic", why.topic()).bind("query", why.query()).bind("support", why.support())
                .bind("threshold", why.threshold()).bind("topPassage", why.topPassage())
                .bind("promptVersion", why.promptVersion()).bind("relayFailure", why.relayFailure())
                .bind("rejectedSentences", why.rejectedSentences()).bind("inputTokens", why.inputTokens())
                .bind("outputTokens", why.outputTokens()).bind("tookMicros", why.tookMicros())
                .bind("firstSegmentMicros", why.firstSegmentMicros())
                .bind("correction", why.correctionId()).execute();
        addCited(handle, turn);
        handle.createUpdate(
                "insert into answer_words (answer_id, words, masked_by) values (:id, " + vector + ", :rules)")
                .bind("id", turn.answerId()).bind("words", words).bind("rules", readable.rules()).execute();
    }

    private record Earlier(long number, String question, String answerJson) {}

    /** Makes the words of some turns anew that were written under earlier rules; returns of how many. */
    int maskEarlier(Store store) {
        List<Earlier> earlier = store.read(handle -> handle.createQuery("""
                select w.number, a.question, a.answer_json from answer_words w join answer a on a.id = w.answer_id
                where w.masked_by < :rules order by w.number desc limit :most""").bind("rules", readable.rules())
                .bind("most", MASKED_AT_ONCE)
                .map((row, context) -> new Earlier(row.getLong("number"), row.getString("question"),
                        row.getString("answer_json")))
                .list());
        if (earlier.isEmpty()) {
            return 0;
        }
        Map<Long, String> made = new HashMap<>();
        for (Earlier one : earlier) {
            made.put(one.number(),
                    words(readable.masked().apply(one.question()), text(one.answerJson())));
        }
        return store.writingInBackground(handle -> {
            PreparedBatch batch = handle.prepareBatch("update answer_words set words = " + vector
                    + ", masked_by = :rules where number = :number");
            made.forEach((number, text) -> batch.bind("words", text).bind("rules", readable.rules())
                    .bind("number", number).add());
            batch.execute();
            return made.size();
        });
    }

    private static String text(String answerJson) {
        try {
            return MAPPER.readTree(answerJson).path("answer").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that was kept is no JSON", e);
        }
    }

    private static void addCited(Handle handle, Turn turn) {
        if (turn.cited().isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into citation (answer_id, number, passage_id, document, language, version, digest)
                values (:answer, :number, :passage, :document, :language, :version, :digest)""");
        for (CitedPassage cited : turn.cited()) {
            batch.bind("answer", turn.answerId()).bind("number", cited.number()).bind("passage", cited.passageId())
                    .bind("document", cited.document()).bind("language", cited.language())
                    .bind("version", cited.version()).bind("digest", cited.digest()).add();
        }
        batch.execute();
    }
}
