package ai.relayme.policybot.transcript;

import ai.relayme.policybot.transcript.TranscriptStore.Conversation;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes turns into the tables: the answer, what it cites, and the words that it is found by. */
final class TurnWriter {
    private final SearchWords words;
    private final String insertWords;

    TurnWriter(SearchWords words, boolean postgresql) {
        this.words = words;
        this.insertWords = "insert into answer_words (answer_id, words) values (:id, "
                + (postgresql ? "to_tsvector('simple', :words))" : ":words)");
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

    void add(Handle handle, String conversationId, Turn turn) {
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
        handle.createUpdate(insertWords).bind("id", turn.answerId())
                .bind("words", words.words(turn.question() + "\n" + turn.answerText())).execute();
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
