package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.console.ConversationFilter;
import ai.relayme.policybot.console.ConversationItem;
import ai.relayme.policybot.console.ConversationList;
import ai.relayme.policybot.console.Label;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.console.Reviews;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Conversations: lists, one of them with all that explains it, and what reviewers do with it. */
final class ConversationsHandler {
    /** In characters. */
    private static final int LONGEST_NOTE = 5_000;
    private static final List<String> VISITORS_WORDS = List.of("query", "earlier", "rewritten");
    private static final int EXPORTED_AT_ONCE = 500;
    /** Who needs more exports it month by month. */
    private static final int MOST_EXPORTED = 100_000;

    private final ConversationList conversations;
    private final Reviews reviews;
    private final Masking masking;
    private final Agents agents;
    private final AuditLog audit;

    ConversationsHandler(ConversationList conversations, Reviews reviews, Masking masking, Agents agents,
            AuditLog audit) {
        this.agents = agents;
        this.conversations = conversations;
        this.reviews = reviews;
        this.masking = masking;
        this.audit = audit;
    }

    void list(Context ctx) {
        Paging paging = Paging.byId(ctx, "ans_");
        List<ConversationItem> items = conversations.list(FilterReader.conversations(ctx), paging.cursor(),
                paging.wanted());
        JsonReply.sendUncached(ctx, 200,
                paging.json("conversations", items, ConversationsHandler::json, ConversationItem::answerId));
    }

    private static ObjectNode json(ConversationItem item) {
        ObjectNode json = Json.object().put("id", item.conversationId()).put("answer_id", item.answerId())
                .put("created_at", item.at().toString()).put("question", item.question())
                .put("outcome", item.outcome()).put("reason", item.reason()).put("language", item.language())
                .put("mode", item.mode()).put("model", item.model()).put("support", item.support())
                .put("threshold", item.threshold()).put("top_passage", item.topPassage())
                .put("feedback", item.feedback()).put("rejected_sentences", item.rejected())
                .put("turns", item.turns()).put("status", item.status()).put("reviewer", item.reviewer());
        Json.put(json, "labels", item.labels());
        Json.put(json, "queued_by", item.queuedBy());
        return json;
    }

    void export(Context ctx, Agent agent) throws IOException {
        ConversationFilter filter = FilterReader.conversations(ctx);
        // what is shown is logged before it is shown
        audit.add(agent.name(), "conversations_exported", "conversations", String.join(" ",
                filter.equal().keySet().stream().map(ConversationFilter.Column::label).sorted().toList()));
        ctx.header("Cache-Control", "no-store");
        ctx.header("Content-Disposition", "attachment; filename=\"conversations.csv\"");
        ctx.contentType("text/csv; charset=utf-8");
        Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8);
        Csv csv = new Csv(out);
        csv.row("conversation_id", "answer_id", "created_at", "question", "outcome", "reason", "language", "mode",
                "model", "support", "threshold", "top_passage", "feedback", "rejected_sentences", "turns", "labels",
                "queued_by",
                "status", "reviewer");
        String before = null;
        int written = 0;
        List<ConversationItem> items;
        do {
            items = conversations.list(filter, before, EXPORTED_AT_ONCE);
            for (ConversationItem item : items) {
                csv.row(item.conversationId(), item.answerId(), item.at(), item.question(), item.outcome(),
                        item.reason(), item.language(), item.mode(), item.model(), item.support(), item.threshold(),
                        item.topPassage(), item.feedback(), item.rejected(), item.turns(),
                        String.join(" ", item.labels()), String.join(" ", item.queuedBy()), item.status(),
                        item.reviewer());
                before = item.answerId();
            }
            written += items.size();
        } while (items.size() == EXPORTED_AT_ONCE && written < MOST_EXPORTED);
        out.flush();
    }

    void show(Context ctx) {
        JsonReply.sendUncached(ctx, 200, json(find(ctx), true));
    }

    void reveal(Context ctx, Agent agent) {
        require(reviews.reveal(ctx.pathParam("id"), agent.name()));
        JsonReply.sendUncached(ctx, 200, json(find(ctx), false));
    }

    private Reviews.Reviewed find(Context ctx) {
        return reviews.find(ctx.pathParam("id")).orElseThrow(ConversationsHandler::unknown);
    }

    private ObjectNode json(Reviews.Reviewed reviewed, boolean masked) {
        UnaryOperator<String> mask = masked ? masking::mask : UnaryOperator.identity();
        ObjectNode json = Json.object().put("id", reviewed.id()).put("language", reviewed.language())
                .put("created_at", reviewed.createdAt().toString()).put("last_at", reviewed.lastAt().toString())
                .put("api_key", reviewed.apiKey()).put("status", reviewed.status())
                .put("reviewer", reviewed.reviewer()).put("masked", masked);
        Json.put(json, "queued_by", reviewed.queuedBy());
        ArrayNode turns = json.putArray("turns");
        for (Reviews.ReviewedTurn turn : reviewed.turns()) {
            ObjectNode one = turns.addObject().put("answer_id", turn.answerId())
                    .put("created_at", turn.at().toString()).put("question", mask.apply(turn.question()))
                    .put("corpus_version", turn.corpusVersion());
            one.putRawValue("answer", new RawValue(turn.answerJson()));
            one.set("trace", trace(turn.traceJson(), mask));
            one.put("feedback", turn.feedback()).put("feedback_reason", turn.feedbackReason());
            one.put("comment", turn.comment() == null ? null : mask.apply(turn.comment()));
            ArrayNode labels = one.putArray("labels");
            turn.labels().forEach(label -> labels.addObject().put("label", label.name()).put("agent", label.agent())
                    .put("at", label.at().toString()));
        }
        ArrayNode notes = json.putArray("notes");
        reviewed.notes().forEach(note -> notes.addObject().put("id", note.id()).put("agent", note.agent())
                .put("at", note.at().toString()).put("text", note.text()));
        ArrayNode history = json.putArray("history");
        audit.entries(null, reviewed.id(), 100).forEach(entry -> history.addObject()
                .put("at", entry.at().toString()).put("agent", entry.agent()).put("action", entry.action())
                .put("detail", entry.detail()));
        return json;
    }

    /** The trace with what the visitor wrote masked; the rest of it is figures and the policy's words. */
    private static ObjectNode trace(String traceJson, UnaryOperator<String> mask) {
        ObjectNode trace = Json.parse(traceJson);
        for (String field : VISITORS_WORDS) {
            if (trace.path(field).isTextual()) {
                trace.put(field, mask.apply(trace.path(field).asText()));
            }
        }
        return trace;
    }

    void note(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        String text = body.text("text", LONGEST_NOTE);
        body.check();
        require(reviews.addNote(ctx.pathParam("id"), text, agent.name()));
        ctx.status(204);
    }

    void change(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        Reviews.Status status = body.known("status", Reviews.Status::ofLabel, Reviews.Status.OPEN,
                "must be open, needs_others or reviewed");
        String reviewer = body.optionalText("reviewer", Agents.LONGEST_NAME);
        // one who has left keeps what they reviewed
        if (reviewer != null && agents.accounts().stream().noneMatch(account -> account.name().equals(reviewer))) {
            body.fault("reviewer", "is no agent");
        }
        body.check();
        require(reviews.setStatus(ctx.pathParam("id"), status, reviewer, agent.name()));
        ctx.status(204);
    }

    void label(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        String answerId = body.text("answer_id", 100);
        Label label = body.known("label", Label::ofLabel, Label.CORRECT, "must be one of "
                + String.join(", ", Stream.of(Label.values()).map(Label::label).toList()));
        boolean given = body.bool("given");
        body.check();
        require(reviews.label(ctx.pathParam("id"), answerId, label, given, agent.name()));
        ctx.status(204);
    }

    private static void require(boolean there) {
        if (!there) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such conversation, or it has no such answer.");
    }
}
