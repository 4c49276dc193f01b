package ai.relayme.policybot.http.chat;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.http.request.RouteGroup;
import ai.relayme.policybot.http.stream.EventStream;
import ai.relayme.policybot.http.stream.VisitorWatch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;

/** {@code POST /v1/chat/completions} and {@code GET /v1/models}. */
public final class ChatRoutes implements RouteGroup {
    private final Conversations conversations;
    private final AnswerJson json;
    private final Callers callers;
    private final Problems problems;
    private final ScheduledExecutorService timer;

    /** @param timer for the heartbeats of streams */
    public ChatRoutes(Conversations conversations, AnswerJson json, Callers callers, Problems problems,
            ScheduledExecutorService timer) {
        this.conversations = conversations;
        this.json = json;
        this.callers = callers;
        this.problems = problems;
        this.timer = timer;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/v1/chat/completions", this::complete);
        routes.get("/v1/models", ctx -> {
            ctx.header("Cache-Control", "no-cache");
            JsonReply.send(ctx, ChatJson.models());
        });
    }

    private void complete(Context ctx) throws IOException {
        Credentials credentials = callers.asking(ctx);
        ChatRequest request = ChatRequest.of(ctx);
        Question question = new Question(request.question(), null, null, credentials.apiKeyId(), null,
                AcceptedLanguage.of(ctx));
        try (VisitorWatch watch = VisitorWatch.of(ctx)) {
            if (request.stream()) {
                stream(ctx, question, request.usage(), watch);
                return;
            }
            GivenAnswer given = conversations.ask(question, new AnswerListener() {
                @Override
                public void onLeaving(Runnable action) {
                    watch.onLeaving(action);
                }
            });
            JsonReply.send(ctx, ChatJson.completion(json.answer(given.head(), given.answer()),
                    given.head().createdAt().getEpochSecond()));
        }
    }

    private void stream(Context ctx, Question question, boolean usage, VisitorWatch watch) throws IOException {
        try (EventStream out = EventStream.open(ctx, timer)) {
            ChatStream stream = new ChatStream(out, watch);
            try {
                GivenAnswer given = conversations.ask(question, stream);
                stream.done(json.answer(given.head(), given.answer()), usage);
            } catch (RuntimeException e) {
                // the reply has begun, so the status is spent
                stream.error(problems.problem(e, RequestIds.of(ctx)));
            }
        }
    }
}
