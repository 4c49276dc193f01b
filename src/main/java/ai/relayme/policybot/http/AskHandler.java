package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.conversation.Reply;
import ai.relayme.policybot.language.Language;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.http.QuotedQualityCSV;

/** {@code POST /ask}: reads and checks a question, has it answered, and writes the answer in the form asked for. */
final class AskHandler {
    /** The longest question, in characters. */
    private static final int LONGEST_QUESTION = 2_000;

    private final Conversations conversations;
    private final AnswerJson json;
    private final ApiKeys apiKeys;
    private final Optional<RateLimiter> limiter;
    private final Problems problems;
    private final ScheduledExecutorService heartbeats;

    /** @param limiter holds callers without an API key to a rate; absent where there is no limit */
    AskHandler(Conversations conversations, AnswerJson json, ApiKeys apiKeys, Optional<RateLimiter> limiter,
            Problems problems, ScheduledExecutorService heartbeats) {
        this.conversations = conversations;
        this.json = json;
        this.apiKeys = apiKeys;
        this.limiter = limiter;
        this.problems = problems;
        this.heartbeats = heartbeats;
    }

    private enum Format {
        JSON, STREAM, TEXT
    }

    void handle(Context ctx) throws IOException {
        Format format = format(ctx);
        Credentials credentials = Credentials.of(ctx, apiKeys);
        if (credentials.apiKeyId() == null) {
            limiter.ifPresent(limits -> limits.count(ctx));
        }
        Question question = question(ctx, credentials);
        ctx.header("Cache-Control", "no-store");
        try (VisitorWatch watch = VisitorWatch.of(ctx)) {
            switch (format) {
                case JSON -> {
                    Reply reply = conversations.ask(question, waiting(watch));
                    ctx.header("Content-Language", reply.answer().body().language().tag());
                    ctx.contentType("application/json");
                    ctx.result(json.answer(reply.head(), reply.answer()).toString().getBytes(StandardCharsets.UTF_8));
                }
                case TEXT -> {
                    Reply reply = conversations.ask(question, waiting(watch));
                    ctx.header("Content-Language", reply.answer().body().language().tag());
                    ctx.contentType("text/plain; charset=utf-8");
                    ctx.result(AnswerText.of(reply.answer(), json).getBytes(StandardCharsets.UTF_8));
                }
                case STREAM -> stream(ctx, question, watch);
            }
        }
    }

    /** Nothing is told to a caller who waits for the whole answer. */
    private static AnswerListener waiting(VisitorWatch watch) {
        return new AnswerListener() {
            @Override
            public void onLeaving(Runnable action) {
                watch.onLeaving(action);
            }
        };
    }

    private void stream(Context ctx, Question question, VisitorWatch watch) throws IOException {
        try (AnswerStream stream = AnswerStream.open(ctx, json, watch, heartbeats)) {
            try {
                Reply reply = conversations.ask(question, stream);
                stream.done(reply);
            } catch (RuntimeException e) {
                // the reply has begun, so the status is spent: the problem goes into the stream
                String requestId = RequestIds.of(ctx);
                stream.error(problems.document(Problems.problem(e, requestId), requestId));
            }
        }
    }

    private static Question question(Context ctx, Credentials credentials) {
        JsonBody body = JsonBody.of(ctx);
        String text = body.text("question", LONGEST_QUESTION);
        String conversationId = body.optionalText("conversation_id");
        Language language = body.optionalLanguage("language");
        body.check();
        return new Question(text, conversationId, credentials.conversationToken(), credentials.apiKeyId(), language,
                AcceptedLanguage.of(ctx));
    }

    private static Format format(Context ctx) {
        String accept = ctx.header("Accept");
        if (accept == null || accept.isBlank()) {
            return Format.JSON;
        }
        QuotedQualityCSV types = new QuotedQualityCSV();
        types.addValue(accept);
        for (String type : types.getValues()) {
            switch (type.split(";", -1)[0].strip()) {
                case "application/json", "application/*", "*/*" -> {
                    return Format.JSON;
                }
                case "text/event-stream" -> {
                    return Format.STREAM;
                }
                case "text/plain", "text/*" -> {
                    return Format.TEXT;
                }
                default -> {
                    // the next best that the caller accepts
                }
            }
        }
        throw Problem.of(ProblemType.NOT_ACCEPTABLE, ProblemType.NOT_ACCEPTABLE.remedy());
    }
}
