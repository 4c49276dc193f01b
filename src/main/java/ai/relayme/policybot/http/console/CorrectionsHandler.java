package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.console.Corrections;
import ai.relayme.policybot.console.Corrections.Correction;
import ai.relayme.policybot.console.Corrections.State;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.http.JsonBody;
import ai.relayme.policybot.http.Problem;
import ai.relayme.policybot.http.ProblemType;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.retrieval.PassageIndex;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers that agents write: drafts, their approval by a second person, and their end. */
final class CorrectionsHandler {
    /** In characters. */
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_ANSWER = 5_000;

    private final Corrections corrections;
    private final Supplier<PassageIndex> index;

    CorrectionsHandler(Corrections corrections, Supplier<PassageIndex> index) {
        this.corrections = corrections;
        this.index = index;
    }

    void list(Context ctx) {
        Paging paging = Paging.of(ctx);
        String word = ctx.queryParam("state");
        State state = word == null
                ? null
                : State.ofLabel(word).orElseThrow(() -> Problem.fields(
                        List.of(new Problem.FieldError("?state", "must be draft, approved or retired"))));
        List<Correction> found = corrections.list(state, paging.cursor(), paging.limit() + 1);
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("corrections");
        found.stream().limit(paging.limit()).forEach(correction -> list.add(json(correction)));
        json.put("next_cursor", found.size() > paging.limit() ? found.get(paging.limit() - 1).id() : null);
        Json.write(ctx, 200, json);
    }

    void show(Context ctx) {
        Json.write(ctx, 200,
                json(corrections.find(ctx.pathParam("id")).orElseThrow(CorrectionsHandler::unknown)));
    }

    void add(Context ctx, Agent agent) {
        Corpus corpus = index.get().corpus();
        JsonBody body = JsonBody.of(ctx);
        String question = body.text("question", LONGEST_QUESTION);
        String answer = body.text("answer", LONGEST_ANSWER);
        Language language = body.optionalLanguage("language");
        List<String> passages = body.optionalTexts("passages");
        boolean silent = body.bool("policy_silent");
        if (language == null) {
            body.fault("language", "must be en, zh-Hans or zh-Hant");
        }
        if (passages.isEmpty() != silent) {
            body.fault("passages", "must name a passage, unless the policy is silent on purpose");
        }
        List<Corrections.Cited> cited = new ArrayList<>();
        for (int i = 0; language != null && i < passages.size(); i++) {
            String passageId = passages.get(i);
            Optional<Document> document = corpus.documentNearest(passageId.replaceFirst(":.*", ""), language)
                    .filter(found -> found.passage(passageId).isPresent());
            if (document.isEmpty()) {
                body.fault("passages/" + i, "is not a passage of the corpus");
            }
            document.ifPresent(found -> cited
                    .add(new Corrections.Cited(passageId, found.language().tag(), found.digest())));
        }
        body.check();
        String tag = language == null ? "" : language.tag();
        Json.write(ctx, 201, json(corrections.add(question, tag, answer, cited, agent.name())));
    }

    void approve(Context ctx, Agent agent) {
        stepped(ctx, corrections.approve(ctx.pathParam("id"), agent.name()));
    }

    void retire(Context ctx, Agent agent) {
        stepped(ctx, corrections.retire(ctx.pathParam("id"), agent.name()));
    }

    private static void stepped(Context ctx, Corrections.Step step) {
        switch (step) {
            case DONE -> ctx.status(204);
            case UNKNOWN -> throw unknown();
            case OWN -> throw Problem.of(ProblemType.FORBIDDEN, "A second person must approve it: this is your own.");
            case NOT_NOW -> throw Problem.of(ProblemType.CONFLICT, "Its state does not allow that.");
        }
    }

    private static ObjectNode json(Correction correction) {
        ObjectNode json = Json.object().put("id", correction.id()).put("question", correction.question())
                .put("language", correction.language()).put("answer", correction.answer())
                .put("policy_silent", correction.cited().isEmpty()).put("state", correction.state().label())
                .put("author", correction.author()).put("created_at", correction.createdAt().toString())
                .put("approver", correction.approver()).put("approved_at", Json.time(correction.approvedAt()));
        ArrayNode passages = json.putArray("passages");
        correction.cited().forEach(cited -> passages.addObject().put("passage_id", cited.passageId())
                .put("language", cited.language()).put("digest", cited.digest()));
        return json;
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such correction.");
    }
}
