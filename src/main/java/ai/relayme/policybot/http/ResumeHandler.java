package ai.relayme.policybot.http;

import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.stream.AnswerEvent;
import ai.relayme.policybot.http.stream.EventStream;
import ai.relayme.policybot.http.stream.LiveAnswer;
import ai.relayme.policybot.http.stream.LiveAnswers;
import ai.relayme.policybot.http.stream.OpenStreams;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /answers/{id}/events}: the events of an answer from the last one that the caller has, as they were and as they come. */
final class ResumeHandler {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Conversations conversations;
    private final LiveAnswers running;
    private final Callers callers;
    private final OpenStreams streams;

    ResumeHandler(Conversations conversations, LiveAnswers running, Callers callers, OpenStreams streams) {
        this.conversations = conversations;
        this.running = running;
        this.callers = callers;
        this.streams = streams;
    }

    void handle(Context ctx) throws IOException, InterruptedException {
        Credentials credentials = callers.identify(ctx, Scope.ASK);
        if (credentials.apiKeyId() == null && credentials.conversationToken() == null) {
            throw Problem.of(ProblemType.UNAUTHORIZED,
                    "Send 'Authorization: Bearer' with the conversation's token, or the API key that began it.");
        }
        String id = ctx.pathParam("id");
        int last = AnswerEvent.number(id, Optional.ofNullable(ctx.header("Last-Event-ID")).orElse(""));
        Optional<LiveAnswer> live = running.find(id).filter(found -> mayRead(found, credentials));
        if (live.isPresent()) {
            follow(ctx, live.get(), last);
            return;
        }
        ObjectNode answer = conversations.answer(id, credentials.conversationToken(), credentials.apiKeyId())
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND,
                        "There is no answer of this id, or the token is not its conversation's."));
        try (EventStream stream = streams.open(ctx)) {
            AnswerEvent.all(answer).stream().filter(event -> event.number() > last)
                    .forEach(event -> stream.write(event.text()));
        }
    }

    private boolean mayRead(LiveAnswer live, Credentials credentials) {
        return credentials.conversationToken() != null
                ? conversations.isToken(live.conversationId(), credentials.conversationToken())
                : live.apiKeyId() != null && live.apiKeyId().equals(credentials.apiKeyId());
    }

    private void follow(Context ctx, LiveAnswer live, int last) throws IOException, InterruptedException {
        try (EventStream stream = streams.open(ctx)) {
            int seen = 0;
            LiveAnswer.Rest rest;
            do {
                rest = live.after(seen, LOOK_AGAIN);
                seen += rest.events().size();
                rest.events().stream().filter(event -> event.number() > last || event.name().equals("error"))
                        .forEach(event -> stream.write(event.text()));
            } while (!rest.ended() && !stream.isBroken());
        }
    }
}
