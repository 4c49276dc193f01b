package ai.relayme.policybot.http;

import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.request.RequestLimiter;
import ai.relayme.policybot.receipt.Receipt;
import ai.relayme.policybot.receipt.SigningKey;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.transcript.Feedback;
import ai.relayme.policybot.transcript.TranscriptStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /answers/{id}}: what the visitor thinks of an answer, and its receipt. An answer's id holds 80 random bits and is
 * known to whoever got the answer alone; a receipt does not hold the question.
 */
final class AnswersHandler {
    /** In characters. */
    private static final int LONGEST_REASON = 100;
    private static final int LONGEST_COMMENT = 2_000;

    private final TranscriptStore transcripts;
    private final Supplier<PassageIndex> index;
    private final Optional<RequestLimiter> limiter;
    private final InstantSource clock;
    private final Supplier<SigningKey> signingKey;

    /** @param limiter holds each client to a number of opinions; absent where there is no limit */
    AnswersHandler(TranscriptStore transcripts, Supplier<PassageIndex> index, Optional<RequestLimiter> limiter,
            InstantSource clock, Supplier<SigningKey> signingKey) {
        this.signingKey = signingKey;
        this.transcripts = transcripts;
        this.index = index;
        this.limiter = limiter;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/answers/{id}", this::receipt);
        routes.post("/answers/{id}/feedback", this::feedback);
        routes.get("/.well-known/policybot-keys.json", this::keys);
    }

    private void feedback(Context ctx) {
        limiter.ifPresent(limit -> limit.count(ctx));
        JsonBody body = JsonBody.of(ctx);
        boolean helpful = body.bool("helpful");
        String reason = body.optionalText("reason", LONGEST_REASON);
        String comment = body.optionalText("comment", LONGEST_COMMENT);
        body.check();
        Feedback feedback = new Feedback(helpful, reason, comment, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        String id = ctx.pathParam("id");
        if (!transcripts.addFeedback(id, feedback)) {
            throw notFound();
        }
        JsonReply.sendUncached(ctx, 200, FeedbackJson.of(feedback).put("answer_id", id));
    }

    private void receipt(Context ctx) {
        TranscriptStore.Given given = transcripts.answer(ctx.pathParam("id")).orElseThrow(AnswersHandler::notFound);
        String verify = Optional.ofNullable(ctx.queryParam("verify")).orElse("false");
        if (!List.of("true", "false").contains(verify)) {
            throw Problem.fields(List.of(Problem.FieldError.ofQuery("verify", "must be true or false")));
        }
        Receipt receipt = Receipt.of(given);
        ObjectNode json = receipt.signed(signingKey.get());
        if (verify.equals("true")) {
            json.set(Receipt.VERIFICATION,
                    receipt.verification(index.get().corpus(), clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        }
        JsonReply.sendUncached(ctx, 200, json);
    }

    private void keys(Context ctx) {
        ctx.header("Cache-Control", "no-cache");
        JsonReply.send(ctx, signingKey.get().publicKeys());
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND,
                "There is no answer of this id; conversations are kept for a time only.");
    }
}
