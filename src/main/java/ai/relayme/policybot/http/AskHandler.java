package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.AcceptedTypes;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.IdempotencyHeader;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.http.stream.AnswerEvent;
import ai.relayme.policybot.http.stream.AnswerStream;
import ai.relayme.policybot.http.stream.EventStream;
import ai.relayme.policybot.http.stream.LiveAnswers;
import ai.relayme.policybot.http.stream.OpenStreams;
import ai.relayme.policybot.http.stream.VisitorWatch;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.transcript.AskedQuestions;
import ai.relayme.policybot.transcript.AskedQuestions.Earlier;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /ask}: reads and checks a question, has it answered, and writes the answer in the form asked for. */
final class AskHandler {

    private final Conversations conversations;
    private final AnswerJson json;
    private final Callers callers;
    private final AskedQuestions asked;
    private final LiveAnswers running;
    private final Problems problems;
    private final OpenStreams streams;

    /** @param asked remembers what was asked with an idempotency key */
    AskHandler(Conversations conversations, AnswerJson json, Callers callers, AskedQuestions asked, LiveAnswers running,
            Problems problems, OpenStreams streams) {
        this.conversations = conversations;
        this.json = json;
        this.callers = callers;
        this.asked = asked;
        this.running = running;
        this.problems = problems;
        this.streams = streams;
    }

    private enum Format {
        JSON, STREAM, TEXT;

        static Optional<Format> of(String type) {
            return switch (type) {
                case "application/json", "application/*", "*/*" -> Optional.of(JSON);
                case "text/event-stream" -> Optional.of(STREAM);
                case "text/plain", "text/*" -> Optional.of(TEXT);
                default -> Optional.empty();
            };
        }
    }

    void handle(Context ctx) throws IOException {
        Format format = format(ctx);
        Credentials credentials = callers.asking(ctx);
        Question question = question(ctx, credentials);
        ctx.header("Cache-Control", "no-store");
        Optional<IdempotencyHeader> key = IdempotencyHeader.of(ctx, "ask " + callers.name(ctx, credentials));
        Optional<String> id = key.map(IdempotencyHeader::id);
        switch (key.map(header -> asked.take(header.id(), header.request())).orElseGet(Earlier.None::new)) {
            case Earlier.None() -> answer(ctx, format, question, id);
            case Earlier.Answered(String answerId) ->
                repeat(ctx, format, conversations.answer(answerId).orElseThrow(AskHandler::running));
            case Earlier.Running() -> throw running();
            case Earlier.Another() -> throw Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for a request with another body.");
        }
    }

    private static Problem running() {
        return Problem.retry(ProblemType.CONFLICT,
                "A question with this Idempotency-Key is being answered at this moment.",
                1);
    }

    /** @param key of the caller's for this question, if there is one */
    private void answer(Context ctx, Format format, Question question, Optional<String> key) throws IOException {
        Consumer<String> begun = answerId -> key.ifPresent(id -> asked.begun(id, answerId));
        try (VisitorWatch watch = VisitorWatch.of(ctx)) {
            if (format == Format.STREAM) {
                stream(ctx, question, watch, begun, key);
                return;
            }
            GivenAnswer given = conversations.ask(question, waiting(watch, begun));
            write(ctx, format, json.answer(given.head(), given.answer()));
        } catch (RuntimeException e) {
            release(key, e);
            throw e;
        }
    }

    /** Whoever was not answered may ask again under the same key. */
    private void release(Optional<String> key, RuntimeException failure) {
        try {
            key.ifPresent(asked::release);
        } catch (StoreException e) {
            // the key is free again when its time is over
            failure.addSuppressed(e);
        }
    }

    private static void write(Context ctx, Format format, ObjectNode answer) {
        ctx.header("Content-Language", answer.path("language").asText());
        if (format == Format.TEXT) {
            ctx.contentType("text/plain; charset=utf-8");
            ctx.result(AnswerText.of(answer).getBytes(StandardCharsets.UTF_8));
        } else {
            JsonReply.send(ctx, answer);
        }
    }

    /** Gives an answer once more. */
    private void repeat(Context ctx, Format format, ObjectNode answer) throws IOException {
        if (format != Format.STREAM) {
            write(ctx, format, answer);
            return;
        }
        try (EventStream stream = streams.open(ctx)) {
            AnswerEvent.all(answer).forEach(event -> stream.write(event.text()));
        }
    }

    /** Nothing is told to a caller who waits for the whole answer. */
    private static AnswerListener waiting(VisitorWatch watch, Consumer<String> begun) {
        return new AnswerListener() {
            @Override
            public void started(AnswerJson.Head head, Language language) {
                begun.accept(head.id());
            }

            @Override
            public void onLeaving(Runnable action) {
                watch.onLeaving(action);
            }
        };
    }

    private void stream(Context ctx, Question question, VisitorWatch watch, Consumer<String> begun,
            Optional<String> key) throws IOException {
        try (AnswerStream stream = new AnswerStream(streams.open(ctx), json, watch, running,
                (id, conversationId) -> {
                    begun.accept(id);
                    return running.begin(id, conversationId, question.apiKeyId());
                })) {
            try {
                GivenAnswer given = conversations.ask(question, stream);
                stream.done(json.answer(given.head(), given.answer()));
            } catch (RuntimeException e) {
                release(key, e);
                // the reply has begun, so the status is spent: the problem goes into the stream
                String requestId = RequestIds.of(ctx);
                stream.error(problems.document(problems.problem(e, requestId), requestId));
            }
        }
    }

    private static Question question(Context ctx, Credentials credentials) {
        JsonBody body = JsonBody.of(ctx);
        String text = body.text("question", Question.LONGEST);
        String conversationId = body.optionalText("conversation_id");
        Language language = body.optionalLanguage("language");
        body.check();
        return new Question(text, conversationId, credentials.conversationToken(), credentials.apiKeyId(), language,
                AcceptedLanguage.of(ctx));
    }

    private static Format format(Context ctx) {
        if (Optional.ofNullable(ctx.header("Accept")).orElse("").isBlank()
                && AcceptedTypes.wishes(ctx).findAny().isEmpty()) {
            return Format.JSON;
        }
        return AcceptedTypes.wishes(ctx).flatMap(type -> Format.of(type).stream()).findFirst()
                .orElseThrow(() -> Problem.of(ProblemType.NOT_ACCEPTABLE, ProblemType.NOT_ACCEPTABLE.remedy()));
    }
}
