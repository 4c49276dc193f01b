package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.outbox.MailState;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.rights.CaseDesk;
import ai.relayme.policybot.rights.CaseFile;
import ai.relayme.policybot.rights.CaseList;
import ai.relayme.policybot.rights.CaseState;
import ai.relayme.policybot.rights.Change;
import ai.relayme.policybot.rights.Regime;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rights requests and hand-offs: their clocks, their mail, and what support does with them. */
final class RightsHandler {
    /** The last week before a date is short for what may need another department. */
    private static final Duration AT_RISK = Duration.ofDays(7);
    /** In characters. */
    private static final int LONGEST_REASON = 2_000;

    private final CaseList cases;
    private final CaseDesk desk;
    private final Outbox outbox;
    private final Masking masking;
    private final AuditLog audit;
    private final InstantSource clock;

    RightsHandler(CaseList cases, CaseDesk desk, Outbox outbox, Masking masking, AuditLog audit, InstantSource clock) {
        this.cases = cases;
        this.desk = desk;
        this.outbox = outbox;
        this.masking = masking;
        this.audit = audit;
        this.clock = clock;
    }

    void list(Context ctx) {
        Paging paging = Paging.byCount(ctx);
        int offset = paging.offset();
        Instant now = clock.instant();
        CaseList.Filter filter = FilterReader.cases(ctx, desk.regimes(), now);
        List<CaseFile> found = cases.list(filter, offset, paging.wanted());
        JsonReply.sendUncached(ctx, 200, paging.json("rights_requests", found, file -> listed(file, now),
                last -> Integer.toString(offset + paging.limit())));
    }

    private ObjectNode listed(CaseFile file, Instant now) {
        ObjectNode json = json(file, now).put("email", Masking.maskEmail(file.submission().email()));
        List<MailState> mails = outbox.mails(file.reference());
        json.set("last_mail", mails.isEmpty() ? null : json(mails.getLast()));
        return json;
    }

    private static ObjectNode json(CaseFile file, Instant now) {
        ObjectNode json = Json.object().put("reference", file.reference())
                .put("kind", file.submission().isHandoff() ? "handoff" : "rights_request")
                .put("status", file.state().label()).put("regime", file.regime().id())
                .put("language", file.submission().language().tag())
                .put("received_at", file.receivedAt().toString()).put("verified", file.verifiedAt() != null)
                .put("verified_at", Json.time(file.verifiedAt())).put("extended", file.extended())
                .put("outcome", file.outcome()).put("joined_to", file.joinedTo());
        ArrayNode rights = json.putArray("rights");
        file.due().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(due -> rights.addObject().put("right", due.getKey().label())
                        .put("due_at", due.getValue().toString()));
        Instant due = file.dueAt();
        json.put("due_at", Json.time(due));
        json.put("days_left", due == null ? null : Math.floorDiv(Duration.between(now, due).toSeconds(), 86_400));
        json.put("clock", clock(file, due, now));
        return json;
    }

    private static String clock(CaseFile file, @Nullable Instant due, Instant now) {
        if (file.state() == CaseState.CLOSED) {
            return "stopped";
        }
        if (due == null) {
            return "none";
        }
        if (now.isAfter(due)) {
            return "overdue";
        }
        return now.plus(AT_RISK).isAfter(due) ? "at_risk" : "on_track";
    }

    private static ObjectNode json(MailState mail) {
        return Json.object().put("id", mail.id()).put("topic", mail.topic()).put("state", mail.state())
                .put("attempts", mail.attempts()).put("fault", mail.fault())
                .put("created_at", mail.createdAt().toString())
                .put("concluded_at", Json.time(mail.concludedAt()));
    }

    void show(Context ctx) {
        JsonReply.sendUncached(ctx, 200, detail(find(ctx), true));
    }

    void reveal(Context ctx, Agent agent) {
        CaseFile file = find(ctx);
        audit.add(agent.name(), "rights_request_revealed", file.reference(), "");
        JsonReply.sendUncached(ctx, 200, detail(file, false));
    }

    private ObjectNode detail(CaseFile file, boolean masked) {
        ObjectNode json = json(file, clock.instant()).put("masked", masked);
        String email = file.submission().email();
        json.put("email", masked ? Masking.maskEmail(email) : email);
        json.put("name", masked ? null : file.submission().name());
        json.put("on_behalf_of", masked ? null : file.submission().onBehalfOf());
        json.put("details", shown(file.submission().details(), masked));
        json.put("transcript", shown(file.submission().transcript(), masked));
        ArrayNode mails = json.putArray("mails");
        outbox.mails(file.reference()).forEach(mail -> mails.add(json(mail)));
        ArrayNode log = json.putArray("log");
        cases.log(file.reference()).forEach(entry -> log.addObject().put("number", entry.number())
                .put("at", entry.at().toString()).put("event", entry.event())
                .put("detail", shown(entry.detail(), masked)));
        json.put("log_whole", desk.isLogWhole(file.reference()));
        return json;
    }

    private @Nullable String shown(@Nullable String text, boolean masked) {
        return text == null || !masked ? text : masking.mask(text);
    }

    private CaseFile find(Context ctx) {
        return desk.find(reference(ctx)).orElseThrow(RightsHandler::unknown);
    }

    private static String reference(Context ctx) {
        return ctx.pathParam("reference").strip().toUpperCase(Locale.ROOT);
    }

    void change(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        // what is faulty ends at the check below, whatever it is taken for until then
        Change.Kind kind = body.known("change", Change.Kind::ofLabel, Change.Kind.START, "must be one of "
                + Stream.of(Change.Kind.values()).map(Change.Kind::label).collect(Collectors.joining(", ")));
        String reason = Optional.ofNullable(body.optionalText("reason", LONGEST_REASON)).orElse("");
        String ended = body.optionalText("outcome", 100);
        String law = body.optionalText("regime", 100);
        Optional<Regime> regime = Optional.ofNullable(law).flatMap(desk.regimes()::find);
        Optional<Change.Outcome> outcome = Stream.of(Change.Outcome.values())
                .filter(one -> one.label().equals(ended)).findFirst();
        Change change = switch (kind) {
            case ACKNOWLEDGE -> new Change.Acknowledge();
            case START -> new Change.Start();
            case PAUSE -> new Change.Pause(reason);
            case EXTEND -> new Change.Extend(reason);
            case SET_REGIME -> new Change.SetRegime(regime.orElseGet(desk.regimes()::unspecified), reason);
            case CLOSE -> new Change.Close(outcome.orElse(Change.Outcome.ANSWERED), reason);
        };
        boolean closes = kind == Change.Kind.CLOSE;
        boolean setsRegime = kind == Change.Kind.SET_REGIME;
        boolean refuses = closes && outcome.filter(Change.Outcome::refuses).isPresent();
        if (reason.isEmpty() && (refuses || kind.needsReason())) {
            body.fault("reason", "is required: it goes to the requester");
        }
        if (closes && outcome.isEmpty()) {
            body.fault("outcome", "must be granted, partly_granted, refused, withdrawn or answered");
        }
        if (regime.isEmpty() && setsRegime) {
            body.fault("regime", "must be one of " + String.join(", ", desk.regimes().ids()));
        } else if (law != null && !setsRegime) {
            body.fault("regime", "goes with set_regime alone");
        }
        body.check();
        CaseFile file = find(ctx);
        CaseFile changed = desk.change(reference(ctx), change, agent.name())
                .orElseThrow(() -> Problem.of(ProblemType.CONFLICT, refusal(file, change)));
        JsonReply.sendUncached(ctx, 200, json(changed, clock.instant()));
    }

    private static String refusal(CaseFile file, Change change) {
        return change instanceof Change.Extend && file.dueAt() != null && file.regime().extensions().isEmpty()
                ? "By the law that counts for it, " + file.regime().id()
                        + ", no longer period can be taken. Where another law applies, set that first."
                : "The request's state does not allow that.";
    }

    void resend(Context ctx, Agent agent) {
        CaseFile file = find(ctx);
        String id = ctx.pathParam("mail");
        boolean whole = true;
        if (ctx.bodyAsBytes().length > 0) {
            JsonBody body = JsonBody.of(ctx);
            whole = body.optionalBool("transcript", true);
            body.check();
        }
        if (!desk.resend(file.reference(), id, whole, agent.name())) {
            throw Problem.of(ProblemType.CONFLICT, whole
                    ? "This request has no such mail that was given up."
                    : "This request has no such mail to support that was given up and holds a conversation.");
        }
        ctx.status(204);
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no request of this reference.");
    }
}
