package ai.relayme.policybot.http.console;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.check.CorpusCheck;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.publication.Difference;
import ai.relayme.policybot.publication.Publication;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Changed documents: staged, held against what is published, checked, published. */
final class PublicationHandler {
    /** In characters; a body is 64 KiB at most, so a longer document is put into the folder by hand. */
    private static final int LONGEST_TEXT = 60_000;

    private static final int LONGEST_NAME = 64;

    private final Publication publication;

    PublicationHandler(Publication publication) {
        this.publication = publication;
    }

    void show(Context ctx) {
        Publication.Status status = publication.status();
        ObjectNode json = Json.object().put("writable", status.writable())
                .put("published_version", status.publishedVersion()).put("staged_version", status.stagedVersion());
        ArrayNode staged = json.putArray("staged");
        status.staged().forEach(document -> staged.add(json(document)));
        Json.put(json, "faults", status.faults());
        json.set("check", status.check().map(PublicationHandler::json).orElse(null));
        JsonReply.sendUncached(ctx, 200, json);
    }

    private static ObjectNode json(Publication.Staged staged) {
        Document document = staged.document();
        ObjectNode json = Json.object().put("document", document.id()).put("language", document.language().tag())
                .put("title", document.title()).put("version", document.version())
                .put("published_version", staged.published().map(Document::version).orElse(null));
        ArrayNode differences = json.putArray("differences");
        for (Difference difference : staged.differences()) {
            ObjectNode one = differences.addObject();
            put(one, "before", difference.before());
            put(one, "after", difference.after());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Passage passage) {
        if (passage == null) {
            json.putNull(name);
        } else {
            json.putObject(name).put("passage_id", passage.id()).put("heading", passage.heading())
                    .put("text", passage.text());
        }
    }

    private static ObjectNode json(Publication.Run run) {
        CorpusCheck result = run.result();
        ObjectNode json = Json.object().put("began_at", run.beganAt().toString())
                .put("ended_at", Json.time(run.endedAt()));
        json.set("result", result == null ? null : result.json());
        return json;
    }

    void stage(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        String document = body.text("document", LONGEST_NAME);
        if (!document.isEmpty() && !CorpusReader.isName(document)) {
            body.fault("document", "must have only a-z, 0-9 and -");
        }
        String text = body.text("text", LONGEST_TEXT);
        Language language = body.language("language");
        body.check();
        publication.stage(document, language, text, agent.name())
                .forEach(fault -> body.fault("text", fault));
        body.check();
        show(ctx);
    }

    void discard(Context ctx, Agent agent) {
        publication.discard(agent.name());
        ctx.status(204);
    }

    void check(Context ctx) {
        if (!publication.check()) {
            throw Problem.of(ProblemType.CONFLICT, "Nothing is staged, or a check is under way.");
        }
        ctx.status(202);
    }

    void publish(Context ctx, Agent agent) {
        JsonBody body = JsonBody.of(ctx);
        String version = body.text("staged_version", 64);
        boolean despite = body.bool("despite_the_check");
        body.check();
        switch (publication.publish(version, despite, agent.name())) {
            case DONE -> ctx.status(204);
            case NOT_CHECKED -> throw Problem.of(ProblemType.CONFLICT,
                    "What is staged has not been checked as it is now. Check it first.");
            case DOES_NOT_PASS -> throw Problem.of(ProblemType.CONFLICT,
                    "The check does not pass. Correct the documents, or choose to publish them despite that.");
            case NOT_WRITABLE -> throw Problem.of(ProblemType.CONFLICT,
                    "The corpus folder cannot be written by this program. Publish by your deployment.");
        }
    }
}
