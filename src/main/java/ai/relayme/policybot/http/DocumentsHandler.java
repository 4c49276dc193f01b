package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.http.page.DocumentPage;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.AcceptedTypes;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.http.request.Problem;
import ai.relayme.policybot.http.request.ProblemType;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.retrieval.PassageIndex;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /documents…}: the corpus as JSON, and as pages where HTML is asked for. */
final class DocumentsHandler {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Supplier<PassageIndex> index;
    private final AnswerJson links;
    private final DocumentPage pages;

    DocumentsHandler(Supplier<PassageIndex> index, AnswerJson links, DocumentPage pages) {
        this.index = index;
        this.links = links;
        this.pages = pages;
    }

    void register(RoutesConfig routes) {
        routes.get("/documents", this::list);
        routes.get("/documents/{document}", this::document);
        routes.get("/documents/{document}/passages/{passage}", this::passage);
    }

    private void list(Context ctx) {
        Corpus corpus = index.get().corpus();
        if (AcceptedTypes.wantsHtml(ctx)) {
            html(ctx, pages.list(corpus, AcceptedLanguage.chosen(ctx)));
            return;
        }
        ObjectNode json = JSON.objectNode().put("corpus_version", corpus.version());
        ArrayNode documents = json.putArray("documents");
        Optional<Language> asked = AcceptedLanguage.asked(ctx);
        corpus.documents().stream()
                .filter(document -> asked.isEmpty() || asked.get() == document.language())
                .forEach(document -> documents.add(head(document)));
        json(ctx, json);
    }

    private void document(Context ctx) {
        Corpus corpus = index.get().corpus();
        Document document = document(ctx, corpus);
        if (AcceptedTypes.wantsHtml(ctx)) {
            html(ctx, pages.document(corpus, document));
            return;
        }
        ObjectNode json = head(document);
        ArrayNode passages = json.putArray("passages");
        document.passages().forEach(passage -> passages.add(passage(document, passage)));
        json(ctx, json);
    }

    private void passage(Context ctx) {
        Document document = document(ctx, index.get().corpus());
        Passage passage = document.passage(ctx.pathParam("passage"))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "The document has no such passage."));
        json(ctx, passage(document, passage));
    }

    /** Without a language asked for, the nearest there is serves; one asked for must be there. */
    private static Document document(Context ctx, Corpus corpus) {
        String id = ctx.pathParam("document");
        return AcceptedLanguage.asked(ctx).map(asked -> corpus.document(id, asked))
                .orElseGet(() -> corpus.documentNearest(id, AcceptedLanguage.of(ctx)))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such document in this language."));
    }

    private static ObjectNode head(Document document) {
        return JSON.objectNode().put("document", document.id()).put("language", document.language().tag())
                .put("title", document.title()).put("version", document.version())
                .put("status", document.status().label()).put("prevails", document.prevails())
                .put("digest", document.digest()).put("url", document.url().toString());
    }

    private ObjectNode passage(Document document, Passage passage) {
        return JSON.objectNode().put("passage_id", passage.id()).put("text", passage.text())
                .put("heading", passage.heading()).put("section", Integer.toString(passage.section()))
                .put("language", document.language().tag()).put("version", document.version())
                .put("digest", document.digest()).put("url", links.url(passage).toString());
    }

    private static void json(Context ctx, ObjectNode json) {
        describe(ctx);
        JsonReply.send(ctx, json);
    }

    private static void html(Context ctx, String page) {
        describe(ctx);
        ctx.contentType("text/html; charset=utf-8");
        ctx.result(page.getBytes(StandardCharsets.UTF_8));
    }

    private static void describe(Context ctx) {
        // a changed corpus serves within seconds
        ctx.header("Cache-Control", "no-cache");
        // beside what every reply varies by
        ctx.res().addHeader("Vary", "Accept, Accept-Language");
    }
}
