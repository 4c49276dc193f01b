package ai.relayme.policybot.http;

import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.request.AcceptedTypes;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.transcript.Feedback;
import ai.relayme.policybot.transcript.Transcript;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** {@code /conversations/{id}}: the visitor's own transcript, a copy of it to keep, and its erasure. */
final class TranscriptHandler {
    private final Conversations conversations;
    private final Callers callers;

    TranscriptHandler(Conversations conversations, Callers callers) {
        this.conversations = conversations;
        this.callers = callers;
    }

    void register(RoutesConfig routes) {
        routes.get("/conversations/{id}", this::show);
        routes.delete("/conversations/{id}", this::erase);
        routes.get("/conversations/{id}/export", this::export);
    }

    private void show(Context ctx) {
        JsonReply.sendUncached(ctx, 200, json(transcript(ctx)));
    }

    private void export(Context ctx) {
        Transcript transcript = transcript(ctx);
        boolean text = AcceptedTypes.wantsText(ctx);
        ctx.header("Content-Disposition",
                "attachment; filename=\"" + transcript.id() + (text ? ".txt\"" : ".json\""));
        ctx.res().addHeader("Vary", "Accept");
        if (text) {
            write(ctx, "text/plain; charset=utf-8", TranscriptText.of(transcript));
        } else {
            write(ctx, "application/json", json(transcript).toPrettyString());
        }
    }

    private void erase(Context ctx) {
        Credentials credentials = credentials(ctx);
        if (!conversations.erase(ctx.pathParam("id"), credentials.conversationToken(), credentials.apiKeyId())) {
            throw notFound();
        }
        ctx.status(204);
    }

    private Transcript transcript(Context ctx) {
        Credentials credentials = credentials(ctx);
        return conversations
                .transcript(ctx.pathParam("id"), credentials.conversationToken(), credentials.apiKeyId())
                .orElseThrow(TranscriptHandler::notFound);
    }

    /** Whoever shows nothing is asked to; whoever shows something else learns nothing about what there is. */
    private Credentials credentials(Context ctx) {
        Credentials credentials = callers.identify(ctx, Scope.TRANSCRIPTS);
        if (credentials.apiKeyId() == null && credentials.conversationToken() == null) {
            throw Problem.of(ProblemType.UNAUTHORIZED,
                    "Send 'Authorization: Bearer' with the conversation's token, or the API key that began it.");
        }
        return credentials;
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND,
                "There is no conversation of this id, or the token is not its token.");
    }

    private static ObjectNode json(Transcript transcript) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", transcript.id())
                .put("language", transcript.language()).put("created_at", transcript.createdAt().toString())
                .put("last_at", transcript.lastAt().toString());
        ArrayNode turns = json.putArray("turns");
        for (Transcript.Exchange exchange : transcript.turns()) {
            ObjectNode turn = turns.addObject().put("created_at", exchange.at().toString()).put("question",
                    exchange.question());
            turn.putRawValue("answer", new RawValue(exchange.answerJson()));
            Feedback feedback = exchange.feedback();
            turn.set("feedback", feedback == null ? null : FeedbackJson.of(feedback));
        }
        return json;
    }

    private static void write(Context ctx, String type, String body) {
        ctx.header("Cache-Control", "no-store");
        ctx.contentType(type);
        ctx.result(body.getBytes(StandardCharsets.UTF_8));
    }
}
