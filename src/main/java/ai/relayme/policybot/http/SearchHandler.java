package ai.relayme.policybot.http;

import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.JsonBody;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code POST /search}: retrieval alone; no model, nothing stored. */
final class SearchHandler {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MOST_RESULTS = 50;

    private final Supplier<PassageIndex> index;
    private final LanguageDetector languages;
    private final Callers callers;

    SearchHandler(Supplier<PassageIndex> index, LanguageDetector languages, Callers callers) {
        this.callers = callers;
        this.index = index;
        this.languages = languages;
    }

    void handle(Context ctx) {
        callers.identify(ctx, Scope.SEARCH);
        PassageIndex current = index.get();
        JsonBody body = JsonBody.of(ctx);
        String question = body.text("question", Question.LONGEST);
        List<String> documents = body.optionalTexts("documents");
        for (int i = 0; i < documents.size(); i++) {
            if (!current.corpus().documentIds().contains(documents.get(i))) {
                body.fault("documents/" + i, "is not a document of the corpus");
            }
        }
        Language language = body.optionalLanguage("language");
        int limit = body.optionalNumber("limit", DEFAULT_LIMIT, 1, MOST_RESULTS);
        body.check();

        Language reader = language != null ? language : languages.detectOr(question, AcceptedLanguage.of(ctx));
        ObjectNode json = SearchResults.of(current, new Query(question, "", reader, Set.copyOf(documents)), limit);
        JsonReply.send(ctx, json);
    }
}
