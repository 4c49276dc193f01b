package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.http.request.AcceptedLanguage;
import ai.relayme.policybot.http.request.JsonReply;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.rights.Regime;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/**
 * {@code /forms}: what the forms for rights requests and hand-offs say in the visitor's language, the laws that can be
 * chosen, and how support is reached. Whoever opens a form asks for it, so that nobody else loads it.
 */
final class FormHandler {
    private final Supplier<Cases> cases;
    private final SupportDesk desk;

    FormHandler(Supplier<Cases> cases, SupportDesk desk) {
        this.cases = cases;
        this.desk = desk;
    }

    void register(RoutesConfig routes) {
        routes.get("/forms", this::form);
    }

    private void form(Context ctx) {
        Language language = AcceptedLanguage.of(ctx);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("language", language.tag());
        CasesHandler.support(json.putObject("support"), desk.now(language));
        ArrayNode regimes = json.putArray("regimes");
        for (Regime regime : cases.get().regimes().all()) {
            regimes.addObject().put("regime", regime.id()).put("zone", regime.zone().getId());
        }
        ObjectNode words = json.putObject("words");
        cases.get().words().form(language).forEach(words::put);
        JsonReply.sendUncached(ctx, 200, json);
    }
}
