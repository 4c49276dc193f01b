package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Handoff;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.page.CasePage;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.AcceptedTypes;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Credentials;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.language.Invisible;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.rights.CaseFile;
import ai.relayme.policybot.rights.CaseReceipt;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.rights.Intake;
import ai.relayme.policybot.rights.Submission;
import ai.relayme.policybot.store.StoreException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /rights-requests} and {@code /handoffs}: takes them in, has their addresses proven, and tells how they stand. */
final class CasesHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CasesHandler.class);
    private static final Pattern CODE = Pattern.compile("\\d{6}");
    private static final long STORE_RETRY_SECONDS = 5;
    private static final String RIGHTS_REQUEST = "rights_request";
    private static final String HANDOFF = "handoff";
    /** How many more codes may be tried before a new one must be asked for. */
    private static final String TRIES_LEFT = "tries_left";

    private final Supplier<Cases> cases;
    private final SupportDesk desk;
    private final SubmissionReader reader;
    private final Conversations conversations;
    private final Callers callers;
    private final Optional<CaseLimits> limits;
    private final CasePage page;
    private final Metrics metrics;

    CasesHandler(Supplier<Cases> cases, SupportDesk desk, SubmissionReader reader, Conversations conversations,
            Callers callers, Optional<CaseLimits> limits, CasePage page, Metrics metrics) {
        this.cases = cases;
        this.desk = desk;
        this.reader = reader;
        this.conversations = conversations;
        this.callers = callers;
        this.limits = limits;
        this.page = page;
        this.metrics = metrics;
    }

    void register(RoutesConfig routes) {
        routes.post("/rights-requests", ctx -> open(ctx, true));
        routes.post("/handoffs", ctx -> open(ctx, false));
        for (String path : new String[]{"/rights-requests/{reference}", "/handoffs/{reference}"}) {
            routes.post(path + "/verify", this::verify);
            routes.post(path + "/code", this::newCode);
            routes.get(path, this::status);
        }
    }

    private void open(Context ctx, boolean rights) {
        Credentials credentials = callers.identify(ctx, Scope.HANDOFF);
        Optional<CaseLimits> counting = limits.filter(limit -> isCounted(credentials));
        counting.ifPresent(limit -> limit.countSubmission(ctx));
        Cases taken = cases.get();
        SubmissionReader.Read read = rights ? reader.rightsRequest(ctx, taken.regimes()) : reader.handoff(ctx);
        // nothing handed over is lost to the limit on mails
        boolean mayMail = counting.isEmpty() || kept(ctx, () -> taken.knows(read.key())) || counting.get().mayMail(ctx);
        Submission submission = kept(ctx, () -> read.withTranscript(conversations, credentials));
        Intake intake = kept(ctx, () -> taken.open(submission, read.key(), mayMail));
        if (intake instanceof Intake.Accepted) {
            metrics.handoff(rights ? RIGHTS_REQUEST : HANDOFF);
        }
        if (intake instanceof Intake.Accepted && !rights) {
            handedOff(ctx, read.conversationId(), credentials);
        }
        answer(ctx, intake, 202, rights);
    }

    /** A server that has an API key may ask for many; one that pages hold is anybody's. */
    private static boolean isCounted(Credentials credentials) {
        ApiKey key = credentials.apiKey();
        return key == null || !key.grant().origins().isEmpty();
    }

    /** Whether a reviewer learns of it or not, the message is taken in. */
    private void handedOff(Context ctx, @Nullable String conversationId, Credentials credentials) {
        try {
            if (conversationId != null) {
                conversations.handedOff(conversationId, credentials.conversationToken(), credentials.apiKeyId());
            }
        } catch (StoreException e) {
            LOG.warn("request {} was taken in, but its conversation is not queued for review", RequestIds.of(ctx), e);
        }
    }

    private void verify(Context ctx) {
        limits.ifPresent(limit -> limit.countCode(ctx));
        JsonBody body = JsonBody.of(ctx);
        String entered = body.text("code", 100);
        String code = entered.replaceAll("[\\s-]", "");
        if (!Invisible.isAll(entered) && !CODE.matcher(code).matches()) {
            body.fault("code", "must be six digits");
        }
        body.check();
        answer(ctx, kept(ctx, () -> cases.get().verify(reference(ctx), code)), 200, true);
    }

    private void newCode(Context ctx) {
        Credentials credentials = callers.identify(ctx, Scope.HANDOFF);
        limits.ifPresent(limit -> limit.countCode(ctx));
        if (isCounted(credentials) && kept(ctx, () -> cases.get().isUnverified(reference(ctx)))) {
            limits.ifPresent(limit -> limit.countMail(ctx));
        }
        answer(ctx, kept(ctx, () -> cases.get().newCode(reference(ctx))), 202, true);
    }

    private static String reference(Context ctx) {
        return ctx.pathParam("reference").strip().toUpperCase(Locale.ROOT);
    }

    /** A visitor whose request cannot be kept is told so, and where else it can go. */
    private <T> T kept(Context ctx, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            LOG.error("request {} could not be taken in, the caller is told so", RequestIds.of(ctx), e);
            throw Problem.retry(ProblemType.UNAVAILABLE,
                    "This could not be accepted, and nothing of it was kept. Try again, or write to " + desk.email()
                            + ".",
                    STORE_RETRY_SECONDS);
        }
    }

    private void answer(Context ctx, Intake intake, int status, boolean rights) {
        switch (intake) {
            case Intake.Accepted(CaseReceipt receipt) -> {
                ObjectNode json = json(receipt);
                if (!rights) {
                    support(json, desk.at(receipt.receivedAt(), AcceptedLanguage.of(ctx)));
                }
                JsonReply.sendUncached(ctx, status, json);
            }
            case Intake.Running() -> throw Problem.retry(ProblemType.CONFLICT,
                    "A request with this Idempotency-Key is being worked on at this moment.", 1);
            case Intake.KeyReused() -> throw Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for a request with another body.");
            case Intake.Unknown() -> throw Problem.of(ProblemType.NOT_FOUND, "There is no request of this reference.");
            case Intake.WrongCode(int triesLeft) -> throw Problem.fields(List.of(Problem.FieldError.at("/code",
                    "is not the newest code of this request, or its ten minutes are over"))).with(TRIES_LEFT,
                            triesLeft);
            case Intake.Locked(Duration retryAfter) -> throw Problem.retry(ProblemType.RATE_LIMITED,
                    "There were too many tries. Ask for a new code, or write to " + desk.email() + ".",
                    Math.max(1, retryAfter.toSeconds())).with(TRIES_LEFT, 0);
            case Intake.CodesUsedUp(Duration retryAfter) -> throw Problem.retry(ProblemType.RATE_LIMITED,
                    "No more codes can be sent for this request. Write to " + desk.email() + ", or start again.",
                    Math.max(1, retryAfter.toSeconds()));
            // no conflict, which forms take for an address that is proven already
            case Intake.AlreadyClosed() -> throw Problem.of(ProblemType.NOT_FOUND,
                    "The request of this reference is closed. Write to " + desk.email() + ", or begin anew.");
            case Intake.AlreadyVerified() -> throw Problem.of(ProblemType.CONFLICT,
                    "This request is verified already, and has been passed on.");
        }
    }

    private void status(Context ctx) {
        String token = ctx.queryParam("token");
        Optional<CaseFile> found = token == null
                ? Optional.empty()
                : kept(ctx, () -> cases.get().status(reference(ctx), token));
        CaseFile file = found.orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND,
                "There is no request of this reference, or the token is not its token."));
        if (AcceptedTypes.wantsHtml(ctx)) {
            ctx.header("Cache-Control", "no-store");
            ctx.contentType("text/html; charset=utf-8");
            ctx.result(page.of(file, cases.get().words(), desk.email()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        ObjectNode json = json(
                new CaseReceipt(file.reference(), file.state(), file.receivedAt(), file.dueAt(), null, null));
        json.put("outcome", file.outcome());
        json.put("verified", file.verifiedAt() != null);
        var rights = json.putArray("rights");
        file.due()
                .forEach((right, due) -> rights.addObject().put("right", right.label()).put("due_at", due.toString()));
        JsonReply.sendUncached(ctx, 200, json);
    }

    private static ObjectNode json(CaseReceipt receipt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("reference", receipt.reference())
                .put("status", receipt.state().label()).put("received_at", receipt.receivedAt().toString());
        put(json, "due_at", receipt.dueAt());
        put(json, "expires_at", receipt.expiresAt());
        if (receipt.statusUrl() != null) {
            json.put("status_url", receipt.statusUrl());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant moment) {
        if (moment != null) {
            json.put(name, moment.toString());
        }
    }

    /** Adds how support is reached. */
    static void support(ObjectNode json, Handoff.Support support) {
        json.put("email", support.email()).put("hours", support.hours()).put("open_now", support.openNow());
        put(json, "next_open", support.nextOpen());
    }
}
