package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.console.PastQuestions;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.correction.Correction;
import ai.relayme.policybot.correction.Correction.Cited;
import ai.relayme.policybot.correction.Correction.State;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.correction.ReviewedAnswers;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.PassageIndex;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers that agents write: drafts, a try on past questions, their approval by a second person, and their end. */
final class CorrectionsHandler {
    /** In characters. */
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_ANSWER = 5_000;

    private final Corrections corrections;
    private final ReviewedAnswers reviewed;
    private final PastQuestions past;
    private final LanguageDetector languages;
    private final Supplier<PassageIndex> index;

    CorrectionsHandler(ConsoleRoutes.CorrectionWork work, Supplier<PassageIndex> index) {
        this.corrections = work.corrections();
        this.reviewed = work.reviewed();
        this.past = work.past();
        this.languages = work.languages();
        this.index = index;
    }

    void list(Context ctx) {
        Paging paging = Paging.byId(ctx, "cor_");
        State state = FilterReader.corrections(ctx).orElse(null);
        List<Correction> found = corrections.list(state, paging.cursor(), paging.wanted());
        JsonReply.sendUncached(ctx, 200, paging.json("corrections", found, this::json, Correction::id));
    }

    void show(Context ctx) {
        JsonReply.sendUncached(ctx, 200,
                json(corrections.find(ctx.pathParam("id")).orElseThrow(CorrectionsHandler::unknown)));
    }

    void add(Context ctx, Agent agent) {
        Corpus corpus = index.get().corpus();
        JsonBody body = JsonBody.of(ctx);
        String question = body.text("question", LONGEST_QUESTION);
        String answer = body.text("answer", LONGEST_ANSWER);
        Language language = body.language("language");
        List<String> passages = body.optionalTexts("passages");
        boolean silent = body.bool("policy_silent");
        if (passages.isEmpty() != silent) {
            body.fault("passages", "must name a passage, unless the policy is silent on purpose");
        }
        // where the policy is silent visitors read the bot's own words, and these are for agents
        if (!silent && languages.detect(answer).filter(detected -> detected != language).isPresent()) {
            body.fault("answer", "is not in the language of the correction");
        }
        List<Cited> cited = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Optional<Passage> passage = corpus.passageNearest(passages.get(i), language);
            if (passage.isEmpty()) {
                body.fault("passages/" + i, "is not a passage of the corpus");
            }
            passage.ifPresent(found -> cited.add(Cited.of(corpus, found)));
        }
        body.check();
        JsonReply.sendUncached(ctx, 201, json(corrections.add(question, language, answer, cited, agent.name())));
    }

    void approve(Context ctx, Agent agent) {
        stepped(ctx, corrections.approve(ctx.pathParam("id"), agent.name(), index.get().corpus()));
    }

    void retire(Context ctx, Agent agent) {
        stepped(ctx, corrections.retire(ctx.pathParam("id"), agent.name()));
    }

    private void stepped(Context ctx, Corrections.Step step) {
        switch (step) {
            case DONE -> {
                reviewed.refresh(index.get().corpus());
                ctx.status(204);
            }
            case UNKNOWN -> throw unknown();
            case PASSAGE_GONE -> throw Problem.of(ProblemType.CONFLICT,
                    "A passage that it cites is not in the documents any more. Retire it, and write a new one.");
            case OWN -> throw Problem.of(ProblemType.FORBIDDEN, "A second person must approve it: this is your own.");
            case NOT_NOW -> throw Problem.of(ProblemType.CONFLICT, "Its state does not allow that.");
        }
    }

    void trial(Context ctx) {
        Correction correction = corrections.find(ctx.pathParam("id")).orElseThrow(CorrectionsHandler::unknown);
        PastQuestions.Trial trial = past.tried(correction);
        ObjectNode json = Json.object().put("since", trial.since().toString()).put("asked", trial.asked())
                .put("whole", trial.whole()).put("matched", trial.matched());
        ArrayNode questions = json.putArray("questions");
        trial.shown().forEach(question -> questions.addObject().put("conversation_id", question.conversationId())
                .put("answer_id", question.answerId()).put("created_at", question.at().toString())
                .put("question", question.question()).put("outcome", question.outcome())
                .put("reason", question.reason()).put("feedback", question.feedback())
                .put("correction_id", question.correction()).put("likeness", question.likeness()));
        JsonReply.sendUncached(ctx, 200, json);
    }

    private ObjectNode json(Correction correction) {
        ObjectNode json = Json.object().put("id", correction.id()).put("question", correction.question())
                .put("language", correction.language().tag()).put("answer", correction.answer())
                .put("policy_silent", correction.isSilent()).put("state", correction.state().label())
                .put("author", correction.author()).put("created_at", correction.createdAt().toString())
                .put("approver", correction.approver()).put("approved_at", Json.time(correction.approvedAt()))
                .put("suspended_at", Json.time(correction.suspendedAt()));
        Corpus corpus = index.get().corpus();
        ArrayNode passages = json.putArray("passages");
        correction.cited().forEach(cited -> passages.addObject().put("passage_id", cited.passageId())
                .put("language", cited.language().tag()).put("digest", cited.digest())
                .put("stands", cited.unchangedIn(corpus).isPresent())
                .put("text", corpus.passage(cited.passageId(), cited.language()).map(Passage::text).orElse(null)));
        Corrections.Use use = corrections.use(correction.id());
        json.put("hits", use.hits()).put("last_hit_at", Json.time(use.lastAt())).put("helpful", use.helpful())
                .put("unhelpful", use.unhelpful());
        return json;
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such correction.");
    }
}
