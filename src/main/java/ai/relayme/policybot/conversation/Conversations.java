package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.transcript.CitedPassage;
import ai.relayme.policybot.transcript.Erasures;
import ai.relayme.policybot.transcript.Transcript;
import ai.relayme.policybot.transcript.TranscriptStore;
import ai.relayme.policybot.transcript.TranscriptStore.Conversation;
import ai.relayme.policybot.transcript.Turn;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes questions, answers them within their conversations, and keeps both. Safe for concurrent use. */
public final class Conversations {
    /**
     * Buffers for all questions: by default each thread keeps its own, and here every question is one, which would hold them
     * while it waits for the disk.
     */
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build());
    /** A question leans on the last one or two before it; older ones mislead more than they help. */
    private static final int HISTORY = 4;

    /** Whoever has asked more since has something else in mind. */
    private static final int REMEMBERED_OFFERS = 3;

    /** Fewer Latin words than this may be names or borrowed words in a conversation that is held in Chinese. */
    private static final int FEWEST_WORDS_TO_TELL = 3;

    /** Written alike in every language. */
    private static final Pattern ACRONYM = Pattern.compile("[^\\p{L}]*[A-Z]{2,5}[^\\p{L}]*");

    private final Responder responder;
    private final Supplier<PassageIndex> index;
    private final TranscriptStore transcripts;
    private final Erasures erasures;
    private final ConversationTokens tokens;
    private final LanguageDetector languages;
    private final AnswerJson json;
    private final UlidFactory ids;
    private final InstantSource clock;

    /**
     * @param index    gives the newest index; a question keeps to the one that it began with
     * @param erasures erases what visitors want erased
     * @param secret   keys the conversation tokens; asked for when the first is made
     */
    public Conversations(Responder responder, Supplier<PassageIndex> index, TranscriptStore transcripts,
            Erasures erasures, Supplier<byte[]> secret, LanguageDetector languages, AnswerJson json, UlidFactory ids,
            InstantSource clock) {
        this.responder = responder;
        this.index = index;
        this.transcripts = transcripts;
        this.erasures = erasures;
        this.tokens = new ConversationTokens(secret);
        this.languages = languages;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers a question. When this returns, question and answer are on the disk.
     *
     * @throws ai.relayme.policybot.store.StoreException if the database fails
     */
    public GivenAnswer ask(Question question, AnswerListener listener) {
        return responder.admission().counted(() -> answered(question, listener));
    }

    /** Which questions are taken: whoever asks {@link #ask} has asked this before. */
    public Admission admission() {
        return responder.admission();
    }

    private GivenAnswer answered(Question question, AnswerListener listener) {
        Trace trace = new Trace();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Conversation> known = known(question);
        Language language = language(question, known);
        Conversation conversation = new Conversation(
                known.map(Conversation::id).orElseGet(() -> "cnv_" + ids.create(now.toEpochMilli())), language,
                known.isPresent() ? known.get().apiKeyId() : question.apiKeyId());
        AnswerJson.Head head = new AnswerJson.Head("ans_" + ids.create(now.toEpochMilli()), conversation.id(),
                tokens.token(conversation.id()), now);
        listener.started(head, language);

        History history = known.isEmpty() ? History.NONE : history(conversation.id());
        PassageIndex current = index.get();
        Answer answer = responder.respond(question.text(), language, history, current, listener, trace);

        Answer.Body body = answer.body();
        AnswerJson.Head kept = new AnswerJson.Head(head.id(), head.conversationId(), null, now);
        Turn turn = new Turn(head.id(), now, question.text(), language, answer.outcome(), body.mode().label(),
                body.model(), current.corpus().version(), AnswerJson.text(body), written(json.answer(kept, answer)),
                written(trace.json()), trace.explanation(answer), cited(body));
        return responder.stages().time(Stages.Stage.STORING, () -> {
            if (known.isPresent()) {
                transcripts.goOn(conversation, turn);
            } else {
                transcripts.add(conversation, turn);
            }
            return new GivenAnswer(head, answer);
        });
    }

    private History history(String conversationId) {
        return new History(transcripts.questions(conversationId, HISTORY),
                transcripts.lastAnswers(conversationId, REMEMBERED_OFFERS).stream().map(AnswerJson::rightsOffered)
                        .toList());
    }

    private static String written(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON that cannot be written", e);
        }
    }

    private static List<CitedPassage> cited(Answer.Body body) {
        return body.citations().stream().map(citation -> new CitedPassage(citation.number(), citation.passage().id(),
                citation.document().id(), citation.document().language().tag(), citation.document().version(),
                citation.document().digest())).toList();
    }

    /**
     * What was said in a conversation, where the caller proves that it is theirs.
     *
     * @param token    its token, if the caller sent one
     * @param apiKeyId the caller's API key, if there is one
     * @return nothing where there is no such conversation, or it is another one's
     */
    public Optional<Transcript> transcript(String id, @Nullable String token, @Nullable String apiKeyId) {
        return known(id, token, apiKeyId).flatMap(found -> transcripts.transcript(found.id()));
    }

    /** Keeps that a conversation was handed over to a person, where the caller proves that it is theirs. */
    public void handedOff(String id, @Nullable String token, @Nullable String apiKeyId) {
        known(id, token, apiKeyId).ifPresent(found -> transcripts.handedOff(found.id()));
    }

    /**
     * Erases a conversation with everything that belongs to it, and what a case or a mail has of it, where the caller proves that it is theirs.
     *
     * @return whether there was such a one
     */
    public boolean erase(String id, @Nullable String token, @Nullable String apiKeyId) {
        // one whose time was over may have left a copy in a case that is still open
        boolean mayErase = known(id, token, apiKeyId).isPresent()
                || (token != null && tokens.isToken(id, token) && erasures.isThere(id));
        return mayErase && erasures.erase(id, clock.instant());
    }

    /**
     * An answer as its asker got it, with the conversation's token, where the caller proves that the conversation is theirs.
     *
     * @return nothing where there is no such answer, or it is another one's
     */
    public Optional<ObjectNode> answer(String answerId, @Nullable String token, @Nullable String apiKeyId) {
        return answer(answerId).filter(
                answer -> known(answer.path("conversation_id").asText(), token, apiKeyId).isPresent());
    }

    /** The same for a caller who is known to be its asker. */
    public Optional<ObjectNode> answer(String answerId) {
        return transcripts.answer(answerId).map(given -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            AnswerJson.read(given.answerJson()).properties().forEach(field -> {
                answer.set(field.getKey(), field.getValue());
                if (field.getKey().equals("conversation_id")) {
                    answer.put("conversation_token", tokens.token(field.getValue().asText()));
                }
            });
            return answer;
        });
    }

    /** Whether it is the token of that conversation, which may not be kept yet. */
    public boolean isToken(String conversationId, String token) {
        return tokens.isToken(conversationId, token);
    }

    private Optional<Conversation> known(Question question) {
        return question.conversationId() == null
                ? Optional.empty()
                : known(question.conversationId(), question.conversationToken(), question.apiKeyId());
    }

    /** That conversation, where the caller proves that it is theirs. */
    private Optional<Conversation> known(String id, @Nullable String token, @Nullable String apiKeyId) {
        boolean mayByToken = token != null && tokens.isToken(id, token);
        if (!mayByToken && apiKeyId == null) {
            return Optional.empty();
        }
        return transcripts.conversation(id)
                .filter(found -> mayByToken || (found.apiKeyId() != null && found.apiKeyId().equals(apiKeyId)));
    }

    private Language language(Question question, Optional<Conversation> known) {
        if (question.language() != null) {
            return question.language();
        }
        Optional<Language> detected = languages.detect(question.text());
        if (known.isPresent()) {
            Language before = known.get().language();
            boolean tells = detected.isPresent()
                    && (detected.get().isChinese() || words(question.text()) >= FEWEST_WORDS_TO_TELL);
            return tells ? detected.get() : before;
        }
        return ACRONYM.matcher(question.text()).matches()
                ? question.hint()
                : languages.detectOr(question.text(), question.hint());
    }

    private static int words(String text) {
        return text.strip().split("\\s+", -1).length;
    }
}
